"""The report before it is published: as a page to be read and commented on, and as a PDF marked 草稿."""
