//! The denominators of the rates of reachability, and how they follow from counts of other tables.

use super::builder::Builder;
use super::cell::Identity;
use crate::config::Stage;

/// The denominators of the line: attempts offered in opening hours are all attempts without those outside
/// opening hours and without the short ones.
pub fn rates(builder: &mut Builder, node: usize, id: &Identity) {
    if id.measure != "attempts_without_short" {
        return;
    }
    let all = Identity { measure: "contacts".to_owned(), stage: Some(Stage::Incoming), ..id.clone() };
    let outcome = |code: &str| {
        let mut dims = id.dims.clone();
        dims.insert("outcome".to_owned(), code.to_owned());
        Identity { measure: "unanswered".to_owned(), stage: Some(Stage::Incoming), dims, ..id.clone() }
    };
    let named = |name: &str| Identity { measure: name.to_owned(), ..id.clone() };
    let (closed, abandoned) = (builder.find(&outcome("closed")), builder.find(&outcome("abandoned")));
    let (offered, long) =
        (builder.find(&named("offered_in_hours")), builder.find(&named("abandoned_after_limit")));
    if let Some(all) = builder.find(&all) {
        builder.tie(all, &[node]);
        // Short ones = all − without = abandoned − long.
        if let Some((abandoned, long)) = abandoned.zip(long) {
            builder.balance(&[all, long], &[node, abandoned]);
        }
    }
    if let Some(offered) = offered {
        builder.tie(node, &[offered]);
        if let Some(closed) = closed {
            builder.tie(node, &[offered, closed]);
        }
    }
    if let Some((abandoned, long)) = abandoned.zip(long) {
        builder.tie(abandoned, &[long]);
    }
}

/// The denominators of one channel are counts that have another name elsewhere.
pub fn of_channel(builder: &mut Builder, node: usize, id: &Identity) {
    let same = match id.measure.as_str() {
        "answered_when_offered" => Identity { measure: "contacts".to_owned(), ..id.clone() },
        "busy_when_offered" => {
            let mut dims = id.dims.clone();
            dims.insert("outcome".to_owned(), "busy".to_owned());
            Identity { measure: "unanswered".to_owned(), dims, ..id.clone() }
        }
        _ => return,
    };
    // The sum over the channels with rates is not the count of the line.
    if !id.dims.contains_key("channel") {
        return;
    }
    if let Some(same) = builder.find(&same) {
        builder.tie_exact(node, &[same]);
    }
    // What was offered was answered, busy or abandoned, also where no other table of channels says so.
    let beside = |measure: &str| {
        let name = (measure.to_owned(), id.period, &id.dims);
        let ids = builder.identities().iter().enumerate();
        ids.filter(|(_, o)| (o.measure.clone(), o.period, &o.dims) == name)
            .map(|(n, _)| n)
            .collect::<Vec<_>>()
    };
    let others = ["busy_when_offered", "answered_when_offered"].into_iter().filter(|m| *m != id.measure);
    let parts: Vec<usize> = others.chain(["abandoned_after_limit"]).flat_map(beside).chain([node]).collect();
    for offered in beside("offered_in_hours") {
        builder.tie(offered, &[node]);
        builder.tie(offered, &parts);
    }
}
