/** The languages of a report. */
export type Language = "en" | "ko";

/** A text in every language of a report. */
export type Text = Readonly<Record<Language, string>>;
