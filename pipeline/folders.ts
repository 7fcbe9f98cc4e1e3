/** Where downloads and records are kept; tasks run in the project's folder. */
export const DATA_FOLDER = "data";
