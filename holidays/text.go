package holidays

// Text is a text in Chinese and in English.
type Text struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// IsZero reports whether there is no text.
func (t Text) IsZero() bool { return t == Text{} }

// In returns the English text for "en", else the Chinese one.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ZH
}
