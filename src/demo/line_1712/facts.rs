//! The yearly totals of 1712 that the demonstration keeps to: published ones, and plausible ones where
//! nothing was published.

/// The totals of one year.
pub struct Year {
    /// Calendar year.
    pub year: i32,
    /// Answered calls by phone, by e-mail, by chat.
    pub channels: [u64; 3],
    /// Victims per problem, in the order of [`PROBLEMS`], without the last one (other).
    pub victims: [u64; 10],
    /// Victims in all.
    pub victims_total: u64,
    /// Calls with sexual violence among the forms.
    pub sexual: u64,
    /// Calls with emotional violence among the forms.
    pub emotional: u64,
    /// Calls with sexual violence as main form: by chat, by other channels.
    pub sexual_main: [u64; 2],
}

/// Position of child abuse in [`PROBLEMS`].
pub const CHILD: usize = 0;
/// Position of partner violence.
pub const PARTNER: usize = 1;
/// Position of violence between adults outside the family.
pub const EXTRAFAMILY: usize = 3;
/// Position of conflicts after a separation.
pub const SEPARATION: usize = 4;
/// Position of elder abuse.
pub const ELDER: usize = 5;
/// Position of stalking.
pub const STALKING: usize = 7;
/// Position of the other problems.
pub const OTHER: usize = 10;
/// Position of calls about no violence.
pub const NO_VIOLENCE: usize = 11;

/// Problems as registered; the last three are the special values.
pub const PROBLEMS: [&str; 15] = [
    "Kindermishandeling",
    "Partnergeweld",
    "Intrafamiliaal geweld tussen volwassenen",
    "Extrafamiliaal geweld tussen volwassenen",
    "Scheidingsproblematiek",
    "Ouderenmis(be)handeling",
    "Oudermishandeling",
    "Stalking",
    "Homo- en transfoob geweld",
    "Eergerelateerd geweld",
    "Andere problematiek",
    "Geen geweld of enkel informatie",
    "Onbekend",
    "Onduidelijk",
    "",
];

/// Hundredths of a victim per call with victims, for the problems up to other.
pub const PER_CALL: [u64; 11] = [178, 128, 150, 120, 190, 112, 125, 110, 105, 120, 150];

/// The years. Published: the calls of phone and e-mail together and of chat for 2017 to 2020; all calls of
/// 2021 to 2023; all victims of 2019 to 2023; partner violence of 2019 and 2022, violence between adults
/// in the family of 2021 to 2023; the shares of 2023; the chat of 2020. The rest is made up around them.
pub const YEARS: [Year; 7] = [
    Year {
        year: 2017,
        channels: [3972, 840, 0],
        victims: [3585, 1012, 131, 262, 301, 288, 176, 0, 0, 26],
        victims_total: 6402,
        sexual: 452,
        emotional: 1640,
        sexual_main: [0, 350],
    },
    Year {
        year: 2018,
        channels: [4283, 843, 0],
        victims: [3848, 1076, 142, 284, 318, 296, 184, 0, 0, 29],
        victims_total: 6871,
        sexual: 508,
        emotional: 1770,
        sexual_main: [0, 392],
    },
    Year {
        year: 2019,
        channels: [4377, 873, 159],
        victims: [4197, 1140, 158, 309, 331, 305, 192, 0, 0, 31],
        victims_total: 7402,
        sexual: 541,
        emotional: 1898,
        sexual_main: [28, 384],
    },
    Year {
        year: 2020,
        channels: [5913, 1235, 911],
        victims: [6118, 2148, 181, 428, 497, 441, 283, 0, 0, 41],
        victims_total: 11_305,
        sexual: 1048,
        emotional: 3007,
        sexual_main: [177, 610],
    },
    Year {
        year: 2021,
        channels: [5581, 1180, 1754],
        victims: [6109, 2150, 187, 440, 489, 402, 268, 0, 0, 43],
        victims_total: 11_312,
        sexual: 1362,
        emotional: 3253,
        sexual_main: [372, 660],
    },
    Year {
        year: 2022,
        channels: [5860, 1105, 2080],
        victims: [6817, 1929, 445, 479, 471, 358, 238, 158, 47, 48],
        victims_total: 12_044,
        sexual: 1719,
        emotional: 3537,
        sexual_main: [470, 820],
    },
    Year {
        year: 2023,
        channels: [6000, 1068, 2356],
        victims: [7421, 1818, 462, 512, 486, 371, 243, 192, 64, 51],
        victims_total: 12_799,
        sexual: 1885,
        emotional: 3770,
        sexual_main: [541, 889],
    },
];

impl Year {
    /// Answered calls of the year.
    pub fn calls(&self) -> u64 {
        self.channels.iter().sum()
    }

    /// Victims per problem, other included.
    pub fn by_problem(&self) -> Vec<u64> {
        let named: u64 = self.victims.iter().sum();
        self.victims.iter().copied().chain([self.victims_total - named]).collect()
    }

    /// Weight of a month: the lockdowns of 2020, and the last months of 2023, nearly a third above
    /// those of 2022.
    pub fn month(&self, month: u32) -> u64 {
        const USUAL: [u64; 12] = [88, 84, 95, 80, 86, 84, 66, 68, 88, 96, 96, 82];
        const LOCKDOWN: [u64; 12] = [84, 82, 101, 131, 126, 104, 72, 74, 92, 98, 108, 90];
        const LATE_2023: [u64; 12] = [88, 84, 95, 80, 86, 84, 66, 68, 132, 158, 133, 108];
        let weights = match self.year {
            2020 => LOCKDOWN,
            2023 => LATE_2023,
            _ => USUAL,
        };
        weights[month.saturating_sub(1) as usize % 12]
    }
}

#[cfg(test)]
mod tests {
    use super::YEARS;

    #[test]
    fn totals_leave_room_for_what_is_not_published() {
        for year in &YEARS {
            let by_problem = year.by_problem();
            assert_eq!(by_problem.iter().sum::<u64>(), year.victims_total, "{}", year.year);
            assert!(year.sexual > year.sexual_main.iter().sum(), "{}", year.year);
            assert!(year.victims_total > year.calls(), "{}", year.year);
        }
    }
}
