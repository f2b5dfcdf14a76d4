//! What sentences claim, held against the published cells.

codes! { Claims
    L01: "table whose parts are not its total",
        "A reader who adds up finds another number.",
        "Report this with the version of Jaarlijn: it is a mistake of the program.";
    L019: "asked breakdown that is not, or not as asked, delivered",
        "The answer to a question gives less or other than what was asked.",
        "Name another figure or the period that is asked for, or give the reason.";
    L02: "one figure with two published values",
        "Readers of both publications do not know which number holds.",
        "Take the number of this edition, best as a reference; leave old publications as they were.";
    L03: "number in a text that differs from its figure or its original",
        "Readers take a wrong number from the text.",
        "Correct the number, or write a reference; in a translation give the numbers of the original.";
    L04: "number in a text that is that of another year",
        "Readers take an old number for the new one.",
        "Correct the number, or write a reference.";
    L05: "change in a text that follows from no two published numbers",
        "Readers take a wrong growth from the text, or percent for points.",
        "Name both periods or shares, or write a reference with a change or a share.";
    L06: "unit word in a text that is not the unit of the number",
        "Readers take contacts for persons, or calls for conversations.",
        "Use the unit and the stage of the figure.";
    L07: "share in a text without its base, or of another base",
        "Readers cannot tell of what it is a share.",
        "Name the base of the figure beside the share.";
    L08: "shares that do not close at 100 %",
        "Readers cannot tell what the missing part is.",
        "Name the rest, or say that these are the largest; report it with the version of Jaarlijn where a table of the report does not close.";
    L09: "sum of years in a text that is not their sum",
        "Readers take a wrong total from the text.",
        "Say which years are added up, and add them all.";
    L11: "comparison of two years that hides those between",
        "The text tells a story that the years between contradict.",
        "Show all years, or say that the last step went the other way.";
    L12: "comparison over a break in series, or a jump without one",
        "The numbers of both years do not count the same.",
        "Name or mark the break or its cause, or compare years on one side of it.";
    L13: "numbers set side by side without equal period or named population",
        "Readers compare what cannot be compared.",
        "Give numbers of the same period, and name the population and the day it was counted for a rate by inhabitants.";
    L14: "lines compared that count different things",
        "Readers take a difference of counting for one of size.",
        "Compare equal stages and units only.";
    L15: "yearly numbers of persons or visitors added up",
        "Whoever comes back in another year is counted again.",
        "Give the yearly numbers, or say that it is a sum of visits per year.";
    L16: "claim in words that the published numbers do not bear out",
        "Readers take a trend, record or direction from the text that is not there.",
        "Turn the word round, name the cell that bears it out, or give the number instead of the word.";
    L17: "effect of an event without its window and baseline",
        "Readers cannot tell over which days it was measured, or against what.",
        "Name the window and what it is compared with, such as the same window of the year before.";
    L20: "number in a text of what the report withholds",
        "The text may tell a protected number, and nobody may say whether it is right.",
        "Leave the number out.";
    L22: "two digits of a number that changed places",
        "Somebody mistyped the number in a text or a publication.",
        "Correct the number in the text, or leave an old publication as it was and let the report print the right one.";
    L23: "year in an answer after the day up to which it speaks",
        "The answer to a question uses what nobody could know when it was asked.",
        "Leave the year out, or name with `as_of` the day up to which figures may be used.";
}
