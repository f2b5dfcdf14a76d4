//! Templates and the PDF.

codes! { Typesetting
    T001: "template that cannot be compiled",
        "The program cannot make the report.",
        "Correct the template at the place named, or go back to the one of the program.";
    T002: "warning of the typesetter",
        "The page would show another font or an unsettled layout.",
        "Correct the template or text at the place named.";
    T003: "document that does not meet PDF/UA or PDF/A",
        "Not everyone could read the report, or it could not be archived.",
        "Correct the template at the place named so that the standard is met.";
    T004: "date of the report that does not exist",
        "The report cannot bear a date.",
        "Correct `date` in workspace.yaml.";
    T005: "model of the report that cannot be written as JSON",
        "The program cannot hand the report to the templates.",
        "Report this with the version of Jaarlijn.";
    T006: "template file with a name or text that cannot be used",
        "The program cannot use the file.",
        "Rename the file without special characters, and save it as UTF-8.";
    T007: "file in the folder of templates that cannot be read",
        "The report would be made without the own template.",
        "Copy the file itself into the folder, and check its permissions.";
    T008: "file that is no font",
        "The program cannot print with it.",
        "Put a TrueType or OpenType font there.";
    T099: "typesetting a report stopped unexpectedly",
        "The program has made a mistake, and the report is not made.",
        "Report this with the version of Jaarlijn.";
}
