package holidays

// The languages of a [Text], as the API names them.
const (
	Chinese = "zh"
	English = "en"
)

// Text is a text in Chinese and in English.
type Text struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// IsZero reports whether there is no text.
func (t Text) IsZero() bool { return t == Text{} }

// In returns the text in English for [English], else the one in Chinese.
func (t Text) In(lang string) string {
	if lang == English {
		return t.EN
	}
	return t.ZH
}
