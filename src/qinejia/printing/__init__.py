"""Makes books of standards (标准汇编) for paper: one HTML text, then PDF or DOCX."""
