"""What goes out to people: links now; letters, reminders and calendars have their room here."""
