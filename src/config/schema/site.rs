//! Where the reports stand on the web, and what their catalogue says of them.

/// The site of all reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// Address of the folder of the reports, with a slash behind it; empty when it is not known.
    pub address: String,
    /// Address of the licence; empty when none is named.
    pub licence: String,
    /// Where questions on the data go, as an address: `mailto:…` or `https://…`; empty when none is named.
    pub contact: String,
}
