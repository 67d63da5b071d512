"""What every page is made of: tags, buttons, fields, lists, sheets and what is said in passing."""
