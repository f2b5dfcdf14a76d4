//! Reports held against what they were made of, and against what was published before.

codes! { Verification
    R001: "published figure that the registrations do not give",
        "Two numbers stand in public for the same thing.",
        "Find out which is right; when the published one is, correct the registrations or the mapping.";
    R002: "file to verify that is no report of this program",
        "The program cannot know which report to make anew.",
        "Name the PDF of a report made by this program.";
    R003: "report to verify that cannot be made anew",
        "The program has nothing to compare the file with.",
        "Mend what the other findings say, and verify again.";
    R004: "file to verify that cannot be read",
        "The program cannot verify what it cannot read.",
        "Name a report PDF that exists and that you may read.";
    R010: "file to verify that is no readable PDF",
        "The program cannot compare the two files.",
        "Fetch or publish the file again.";
    R011: "figure of a verified report that differs",
        "The published report has other numbers than the inputs give.",
        "Look at what changed in the inputs, and make a new edition where the inputs are right.";
    R012: "verified report with another number of pages",
        "The published report has other pages than the inputs give.",
        "Look at what changed in the inputs, and make a new edition where the inputs are right.";
    R013: "page of a verified report that differs",
        "The published page is not what the inputs give.",
        "Look at what changed in the inputs, and make a new edition where the inputs are right.";
    R014: "file attached to a verified report that differs",
        "The published data are not what the inputs give.",
        "Look at what changed in the inputs, and make a new edition where the inputs are right.";
    R015: "verified report that differs in fonts, tags or metadata only",
        "The file is not what the program makes now.",
        "Build with the program and templates with which the file was made, or make a new edition.";
    R020: "inputs that cannot be compared: no record beside the file",
        "Nobody can tell which input changed.",
        "Verify the file in the folder in which it was published.";
    R021: "input that is not as it was when the report was made",
        "The report was made from another file, or without it.",
        "Put the old input back, or make a new edition.";
    R022: "verified report that differs although all inputs are the same",
        "The settings, templates or program changed, or the file was altered.",
        "Compare the settings, templates and program version with those used, and fetch the file again if it was altered.";
    R023: "registrations that changed, in an unknown file",
        "The fingerprints do not say which file of registrations is another one.",
        "Compare the files of registrations with those of which the report was made.";
    R024: "verified report that differs because a correction waits",
        "The file is the edition that stands and is no mistake.",
        "Do nothing; the correction goes along with further ones or the next report.";
}
