"""What people take away: a workbook, tables, a memo and pictures of the same answers as on the screen."""
