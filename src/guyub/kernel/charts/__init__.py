"""Pictures made on the server as SVG text: no script, no Django, the same in a page and in a PDF."""
