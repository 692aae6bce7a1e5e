"""What an input may say. Imports nothing of ours; everything else imports it."""
