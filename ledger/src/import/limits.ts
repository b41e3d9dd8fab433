/**
 * The most that an imported file may hold. Whatever exceeds one of these ends in a refusal that
 * names it; nothing is cut off silently. Together they bound the time and the memory of reading any
 * file.
 */

/** The most bytes of one file. */
export const FILE_BYTES_MAX: number = 64 * 1024 * 1024;

/** The most characters of one line of a CSV file. */
export const LINE_LENGTH_MAX: number = 256 * 1024;

/** The most records of one CSV file, and the most transactions of one OFX file. */
export const RECORDS_MAX: number = 1_000_000;

/** The most cells of one CSV file. */
export const CELLS_MAX: number = 8_000_000;

/** The most columns of a CSV file. */
export const COLUMNS_MAX: number = 256;

/** The most characters of one field of any file. */
export const FIELD_LENGTH_MAX: number = 64 * 1024;

/**
 * The most characters of the text of one imported row: longer texts are cut, which a warning says.
 */
export const TEXT_LENGTH_MAX: number = 1000;

/** The most elements of one OFX or XML file. */
export const ELEMENTS_MAX: number = 3_000_000;

/** The most elements that may be open at once in an OFX or XML file. */
export const DEPTH_MAX: number = 64;

/** The most statements of one file. */
export const STATEMENTS_MAX: number = 10_000;

/** The most digits of an amount, on both sides of the decimal sign together. */
export const AMOUNT_DIGITS_MAX: number = 30;

/** The most digits of an amount before the decimal sign. */
export const AMOUNT_WHOLE_DIGITS_MAX: number = 12;

/** The most entries of a file of the first prototype. */
export const PROTOTYPE_ENTRIES_MAX: number = 10_000;

/** The most bytes that an archive or a compressed file may come to when it is unpacked. */
export const ARCHIVE_BYTES_MAX: number = 256 * 1024 * 1024;

/** The most bytes that one byte of an archive may come to, beyond `ARCHIVE_RATIO_FREE_BYTES`. */
export const ARCHIVE_RATIO_MAX: number = 200;

/** So many bytes may be unpacked whatever the ratio is: small texts compress well. */
export const ARCHIVE_RATIO_FREE_BYTES: number = 1024 * 1024;

/** The most entries of one archive, folders among them. */
export const ARCHIVE_ENTRIES_MAX: number = 1000;

/** The most members of one gzip file; programs that compress in blocks write one for each 64 KiB. */
export const ARCHIVE_MEMBERS_MAX: number = ARCHIVE_BYTES_MAX / (64 * 1024);

/** The most bytes of the name of an entry of an archive. */
export const ENTRY_NAME_LENGTH_MAX: number = 1024;

/** The most attributes of one element of an XML file. */
export const ATTRIBUTES_MAX: number = 64;
/** The most levels of a category's name: "Auto:Fuel" has two. */
export const CATEGORY_LEVELS_MAX: number = 16;

/** The most parts of one split transaction. */
export const PARTS_MAX: number = 10_000;
/** The most rows of one table of an SQLite file. */
export const SQLITE_ROWS_MAX: number = 1_500_000;

/** The most characters that are read of one SQLite file. */
export const SQLITE_TEXT_MAX: number = 2 * FILE_BYTES_MAX;

/** The most bytes that SQLite may take to read a file. */
export const SQLITE_HEAP_BYTES_MAX: number = 4 * FILE_BYTES_MAX;

/** The most digits of either number of a fraction in a GnuCash file: those of 64 bits. */
export const FRACTION_DIGITS_MAX: number = 19;

/** The most decimals that are kept of a fraction that has no end. */
export const FRACTION_DECIMALS_MAX: number = 12;
/** The most characters of one line of a journal. */
export const JOURNAL_LINE_MAX: number = 64 * 1024;

/** The most digits of any amount on the way to one of a journal, before or after the decimal mark. */
export const EXACT_DIGITS_MAX: number = 60;

/** The most decimals of a quotient in a journal, and of an amount that was worked out. */
export const QUOTIENT_DECIMALS: number = 15;

/** The most parentheses within each other in an amount of a journal. */
export const EXPRESSION_DEPTH_MAX: number = 32;

/** The most errors of a journal that are told; the first one is why it is refused. */
export const JOURNAL_ERRORS_MAX: number = 100;

/** The most levels of an account of a journal. */
export const ACCOUNT_LEVELS_MAX: number = 64;

/** The most steps through the lots of a Beancount file. */
export const LOT_STEPS_MAX: number = 10_000_000;

/** The most lines that one string of a Beancount file may run over. */
export const STRING_LINES_MAX: number = 256;
