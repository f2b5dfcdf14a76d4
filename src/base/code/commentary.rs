//! The editor's words and references.

codes! { Commentary
    K001: "commentary file that cannot be read",
        "The report would lack a text that was meant for it.",
        "Put a plain Markdown file or a picture of a sensible size there, and check its permissions.";
    K002: "commentary file for an unknown place or language",
        "The program cannot tell where the text belongs.",
        "Name the file or its slot after a place in the report, and end the name with a language of reports.";
    K003: "front matter of a commentary that cannot be used",
        "The program cannot follow what the head of the file says.",
        "Write known keys with their values between two lines of three dashes, and codes of lints under accept.";
    K004: "commentary without any text",
        "The report prints nothing in its place.",
        "Write a text, or remove the file.";
    K005: "markup that has no place in a commentary",
        "A printed report cannot show it.",
        "Write plain text, without links, code, HTML, rules or nested lists, and pictures in paragraphs of their own.";
    K006: "picture that cannot be printed",
        "The report would lack a picture, or say more than it shows.",
        "Give it an alternative text and a source, and save it as a plain PNG, JPEG or SVG of a sensible size.";
    K007: "picture that no text places",
        "The report does not print it.",
        "Place it in a text, or remove the file.";
    K010: "reference that cannot be parsed",
        "The program cannot tell which number is meant.",
        "Write the figure, the cell and the format between braces, and close the brace; escape a brace that is text.";
    K011: "reference to a figure or report that is not there",
        "The text would print no number.",
        "Name a figure that the report has, or write the number.";
    K012: "reference to a cell that the figure does not have",
        "The text would print no number.",
        "Name a dimension code, measure, stage and period that the figure has.";
    K013: "reference that leads to several cells",
        "The program cannot tell which of the numbers is meant.",
        "Add the dimension, measure or stage that tells the cells apart.";
    K014: "reference to a withheld cell",
        "The text would tell a number that the report protects.",
        "Leave the number out, also in the words around it.";
    K015: "reference to a cell without a number",
        "The text would print no number.",
        "Leave the number out, or name a year or cell that has one.";
    K016: "format of a reference that does not fit its cell",
        "The number cannot be written in that form.",
        "Use another format, or refer to a cell that has a total or a whole year to compare with.";
}
