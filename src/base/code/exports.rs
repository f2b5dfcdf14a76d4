//! CSV files and workbooks.

codes! { Exports
    E001: "table or record of a report that could not be made",
        "The report cannot be made without its data.",
        "Look at the cause in the message, and report it with the version of Jaarlijn if it is no fault of the data.";
    E099: "writing the tables of a report stopped unexpectedly",
        "The program has made a mistake, and the report is not made.",
        "Report this with the version of Jaarlijn.";
}
