//! Colours and fonts of a page: those of `templates/tokens.yaml`, made readable in both schemes, and the style sheet.

use serde::Deserialize;

use crate::charts::{contrast, mix, rgb};

const TOKENS: &str = include_str!("../../templates/tokens.yaml");
const SHEET: &str = include_str!("../../templates/page.css");

/// Least contrast of text and its ground: WCAG 2.2, level AA.
pub(super) const READABLE: f64 = 4.5;

/// What of the tokens a page uses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Look {
    fonts: Fonts,
    colours: Colours,
    dark: Colours,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Fonts {
    sans: String,
    serif: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Colours {
    ink: String,
    soft: String,
    hairline: String,
    paper: String,
    tint: String,
    accent: String,
}

impl Look {
    /// From a text in the notation of `templates/tokens.yaml`; what it does not say is as in the program's own.
    #[must_use]
    pub fn new(tokens: &str) -> Self {
        let read = |text: &str| serde_yaml::from_str::<Self>(text).unwrap_or_default();
        let (own, usual) = (read(tokens), read(TOKENS));
        Self {
            fonts: Fonts {
                sans: name(&own.fonts.sans, &usual.fonts.sans),
                serif: name(&own.fonts.serif, &usual.fonts.serif),
            },
            colours: own.colours.over(&usual.colours),
            dark: own.dark.over(&usual.dark),
        }
    }

    /// The whole style sheet of a report in its colour.
    #[must_use]
    pub fn sheet(&self, accent: &str) -> String {
        let accent = if rgb(accent).is_some() { accent } else { &self.colours.accent };
        let light = self.colours.scheme(accent);
        let dark = self.dark.scheme(accent);
        format!(
            ":root{{--sans:\"{}\",system-ui,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif;\
             --serif:\"{}\",\"Libertinus\",\"Linux Libertine O\",Charter,Cambria,Georgia,serif;\
             --card:{};--card-ink:{};--accent:{accent};--on-accent:{};{light}}}\n\
             @media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{SHEET}",
            self.fonts.sans,
            self.fonts.serif,
            self.colours.paper,
            self.colours.ink,
            on(accent, &self.colours.ink),
        )
    }
}

impl Colours {
    /// These colours, or the others where they are none.
    fn over(self, usual: &Self) -> Self {
        let pick = |own: String, usual: &String| if rgb(&own).is_some() { own } else { usual.clone() };
        Self {
            ink: pick(self.ink, &usual.ink),
            soft: pick(self.soft, &usual.soft),
            hairline: pick(self.hairline, &usual.hairline),
            paper: pick(self.paper, &usual.paper),
            tint: pick(self.tint, &usual.tint),
            accent: pick(self.accent, &usual.accent),
        }
    }

    /// As variables of the style sheet; the line's colour is made readable on its ground.
    fn scheme(&self, accent: &str) -> String {
        let Self { ink, soft, hairline, paper, tint, .. } = self;
        let accent_ink = readable(accent, ink, &[paper, tint]);
        let wash = mix(accent, paper, 0.1);
        format!(
            "--ink:{ink};--soft:{soft};--line:{hairline};--paper:{paper};--tint:{tint};--accent-ink:{accent_ink};--wash:{wash};"
        )
    }
}

/// The name of a font, without what could end it.
fn name(own: &str, usual: &str) -> String {
    let own: String = own.chars().filter(|c| c.is_alphanumeric() || " -_.".contains(*c)).collect();
    if own.trim().is_empty() { usual.to_owned() } else { own }
}

/// A colour that can be read on all of these grounds: the colour itself, or nearer to that of text.
fn readable(colour: &str, ink: &str, grounds: &[&String]) -> String {
    let reads = |colour: &String| grounds.iter().all(|ground| contrast(colour, ground) >= READABLE);
    let tries = (0..=20).map(|step| mix(ink, colour, f64::from(step) / 20.0));
    tries.into_iter().find(reads).unwrap_or_else(|| ink.to_owned())
}

/// What can be read upon a colour.
fn on(ground: &str, ink: &str) -> String {
    let found = ["#ffffff", ink].into_iter().find(|text| contrast(text, ground) >= READABLE);
    found.unwrap_or("#000000").to_owned()
}
