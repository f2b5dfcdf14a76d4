//! Series of indicators.

codes! { Series
    S001: "file of a series that cannot be read",
        "The series lacks the points of that file.",
        "Copy the file itself into the folder, and check its permissions.";
    S002: "row or header of a series file that cannot be used",
        "The series lacks a point or has a wrong one.",
        "Write the header as series, period and value, and one plain number per line and period.";
    S003: "parts of a series that are not their whole",
        "The report prints two numbers that do not agree, with a note.",
        "Find out which of the numbers is right, and correct the file.";
    S004: "period of a series of which nothing is known",
        "The series has no point for that period.",
        "Fill the value in when it becomes known; otherwise leave it.";
}
