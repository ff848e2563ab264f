"""What announcements mark as work for the followups room."""
