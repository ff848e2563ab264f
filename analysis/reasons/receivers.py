"""What announcements mark as work for the reasons room."""
