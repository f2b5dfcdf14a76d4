//! What the attack on published reports finds.

codes! { Audit
    A001: "hidden small count that can be computed",
        "A reader can work out a small count that the report withholds.",
        "Hide another cell of the same sums as secondary suppression, or merge categories.";
    A002: "hidden count that can be computed and is not small",
        "A reader can work out a withheld count, and with it perhaps the next one.",
        "Hide another cell of the same sums as secondary suppression, or merge categories.";
    A003: "hidden count with too narrow a feasibility interval",
        "A reader can bound a withheld count so tightly that it is nearly known.",
        "Hide another cell of the same sums as secondary suppression, or merge categories.";
    A004: "group of hidden counts that together hold only a small count",
        "A reader can see that the hidden cells describe a few persons together.",
        "Hide another cell of the same sums as secondary suppression, or merge categories.";
    A005: "small count, or a base that is one, printed in a report",
        "The report describes a few persons directly.",
        "Hide every count below the threshold everywhere, by building the report again with the threshold of the line.";
    A006: "one cell printed with two values, or hidden here and printed there",
        "A reader can take the number from the place that still prints it, or sees a contradiction.",
        "Make the prints agree by building all reports of the line again.";
    A007: "printed sum or limit that does not hold",
        "A reader sees that a number is wrong or hidden.",
        "Check the figure and its registrations, and build the reports again.";
    A008: "share, rate or difference that gives a hidden or small count back",
        "A reader can turn a derived number into the count behind it.",
        "Hide what is computed from a hidden cell, print fewer digits, or hide the answer that nearly all contacts gave.";
    A009: "unprinted small count that can be computed",
        "A reader can work out a small count that stands in no table.",
        "Hide another cell of the same sums as secondary suppression, or merge categories.";
    A010: "small difference between two editions in a detailed cell",
        "A reader who compares the editions learns which few registrations were corrected.",
        "Publish the correction in the total only, or hold it back until more are corrected.";
    A011: "count that has no possible value",
        "The printed numbers contradict each other, so at least one of them is wrong.",
        "Find the printed numbers that contradict each other, and build the reports again.";
    A012: "hidden count whose feasibility interval could not be computed",
        "Nobody has proven that the hidden count is safe.",
        "Make the system smaller, by fewer crosses or codes, and attack the reports again.";
    A013: "true count among rounded ones",
        "A true number gives the true values of rounded numbers beside it away.",
        "Round the number as the others are, by building the report again.";
    A014: "sum or ratio that was not computed from rounded numbers",
        "A number made of true counts gives the true values of the rounded ones back.",
        "Compute sums and ratios from the rounded numbers as printed.";
    A015: "small count computable if a correction went one way",
        "A reader of both editions can work out a withheld small count by supposing so.",
        "Hold the correction back until others come along.";
    A016: "count bounded too tightly if a correction went one way",
        "A reader of both editions can bound a withheld count by supposing so.",
        "Hold the correction back until others come along, where it can wait.";
    A020: "published file that the attacker cannot read",
        "The audit cannot test a report that it cannot read.",
        "Build the report again, or give yourself the right to read its files.";
    A021: "no report to attack",
        "An audit of nothing proves nothing.",
        "Make the reports with a build first, or name the workspace with --root.";
    A022: "no report of the named line to attack",
        "An audit of a missing report proves nothing.",
        "Correct the name of the line, or build its reports first.";
    A099: "attack on the reports that stopped unexpectedly",
        "The program has made a mistake, and the reports are not proven safe.",
        "Report this with the version of Jaarlijn.";
}
