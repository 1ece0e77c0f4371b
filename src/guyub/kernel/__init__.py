"""Plain Python that every room stands on: money, units, dates, tables, words, errors. No Django here."""
