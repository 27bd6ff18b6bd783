package deadlines

import "shixian/holidays"

// Text is a text in Chinese and in English.
type Text = holidays.Text
