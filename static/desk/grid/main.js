/* The entry sheet, started. */
