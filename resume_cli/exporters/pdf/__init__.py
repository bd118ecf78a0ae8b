"""PDF: the HTML walk and the theme's print style through WeasyPrint."""
