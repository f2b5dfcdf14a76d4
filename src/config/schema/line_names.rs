//! Finds lines by their names. Capitals, spaces and signs do not matter.

use super::external_line::Outside;
use super::helpline::Helpline;
use super::workspace::Workspace;

impl Helpline {
    /// Whether a name means this line: its id, its name or an alias.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        called([&self.id, &self.name].into_iter().chain(&self.aliases), name)
    }
}

impl Outside {
    /// Whether a name means this line: its id, its name or an alias.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        called([&self.id, &self.name].into_iter().chain(&self.aliases), name)
    }
}

impl Workspace {
    /// The id of the line that a name means, with registrations or without.
    #[must_use]
    pub fn line_called(&self, name: &str) -> Option<&str> {
        let own = self.helplines.iter().find(|l| l.is_called(name)).map(|l| &l.id);
        let others = self.landscape.iter().flat_map(|l| &l.outside);
        own.or_else(|| others.into_iter().find(|o| o.is_called(name)).map(|o| &o.id)).map(String::as_str)
    }
}

fn called<'a>(mut names: impl Iterator<Item = &'a String>, name: &str) -> bool {
    let wanted = normal_form(name);
    names.any(|n| normal_form(n) == wanted)
}

/// Letters and digits of a name, in small letters.
fn normal_form(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
