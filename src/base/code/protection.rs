//! Statistical disclosure control, and what waits for it.

codes! { Protection
    D001: "count that cannot be hidden any more",
        "Earlier editions or other reports let a reader work the small count out.",
        "Hold the correction back, take the rows together with others in the code list, or leave the breakdown out.";
    D002: "cost of primary and secondary suppression",
        "The note tells how many counts and contacts the report withholds.",
        "Merge rare codes or drop crosses where too much is hidden; otherwise leave it.";
    D003: "cost of rounding",
        "The note tells how many counts the report rounds or withholds.",
        "Merge rare codes or drop crosses where too much is withheld; otherwise leave it.";
    D004: "report or edition that waits for further corrections",
        "The differences to what is published would describe the few concerned.",
        "Let it go along with further corrections or the next year, or see `small_corrections` under `protection`.";
    D005: "breakdown that is not given beside what is published",
        "Readers hold earlier editions; beside these a small count would follow from it.",
        "Nothing needs to be done: totals and other breakdowns are given. Leave the breakdown out of the settings if you want no empty place.";
    D006: "figure without a number in the year of its report",
        "The report would have a place with signs only, and its reader learns nothing from it.",
        "Read the reason: map what is not read yet, take rare codes together, or leave the figure out.";
    D007: "chapter without a number, or without a figure though it is asked for",
        "The report would have a chapter that says nothing.",
        "Give what the chapter needs, or leave it out of sections.";
    D008: "breakdown that takes more work to protect than the settings allow",
        "The search for a safe pattern ended at its limit, so the largest breakdown is left out.",
        "Take codes together with `report: groups`, leave the cross out, or raise `protection: {work_limit}`.";
    D030: "published report of another year that says another number",
        "Two published reports give the same cell two values.",
        "Make the next edition of that report too, by building without a year.";
    D031: "new edition that bears no later date than the old one",
        "Readers cannot tell which of the editions is newer.",
        "Set `date` in workspace.yaml to the day on which the new edition appears.";
    D032: "record of the published edition that cannot be read",
        "The editions begin anew, and the report cannot list its corrections.",
        "Put back the manifest.json that was published.";
}
