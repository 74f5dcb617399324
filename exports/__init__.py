"""What people take away: workbook, slides, page, tables, memo and pictures of the same answers as on the screen."""
