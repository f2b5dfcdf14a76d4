//! Patterns for files: `*` and `?` within a name, `**` over folders.

/// Whether a path with forward slashes matches a pattern.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.trim_start_matches("./").split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    folders(&pattern, &path)
}

fn folders(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => {
            folders(rest, path) || path.split_first().is_some_and(|(_, deeper)| folders(pattern, deeper))
        }
        (Some((p, rest)), Some((name, deeper))) => one(p, name) && folders(rest, deeper),
        _ => false,
    }
}

/// One name against one part of a pattern; a star that fits too much is tried one character longer.
fn one(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    p = at + 1;
                    n = taken + 1;
                    star = Some((at, n));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stay_within_their_folder_unless_doubled() {
        for (pattern, path) in [
            ("*.csv", "a.csv"),
            ("2023/*.csv", "2023/a.csv"),
            ("**/*.csv", "a.csv"),
            ("**/*.csv", "2023/q1/a.csv"),
            ("a?c*.csv", "abcdef.csv"),
            ("**", "x/y.csv"),
            ("./*.csv", "a.csv"),
            ("*-*-x.csv", "a-b-c-x.csv"),
        ] {
            assert!(matches(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("*.csv", "2023/a.csv"),
            ("*.csv", "a.csv.bak"),
            ("2023/*.csv", "2022/a.csv"),
            ("a?.csv", "a.csv"),
            ("*x.csv", "a.csv"),
        ] {
            assert!(!matches(pattern, path), "{pattern} {path}");
        }
    }
}
