package page

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
)

// Office is whose service this is: its name and its sign stand at the head of every page in
// the place of the program's. Both may be left out.
type Office struct {
	Name string
	// Logo is an image that [CheckLogo] takes.
	Logo []byte
}

// MaxLogo is the largest logo, in bytes: every page loads it.
const MaxLogo = 64 << 10

const svgType = "image/svg+xml"

// CheckLogo returns the media type of a logo, PNG, JPEG, WebP or SVG, or says why it cannot
// be one.
func CheckLogo(image []byte) (string, error) {
	if len(image) > MaxLogo {
		return "", fmt.Errorf("the image has %d bytes, and the most is %d", len(image), MaxLogo)
	}
	switch kind := http.DetectContentType(image); kind {
	case "image/png", "image/jpeg", "image/webp":
		return kind, nil
	}
	if root(image) == "svg" {
		return svgType, nil
	}
	return "", errors.New("it is no PNG, JPEG, WebP or SVG image")
}

// root returns the name of the first element of an XML file, "" if there is none.
func root(file []byte) string {
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		if e, begins := t.(xml.StartElement); begins {
			return e.Name.Local
		}
	}
}
