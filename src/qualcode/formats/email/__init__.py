"""E-mails: single messages and mailboxes, with what they quote."""
