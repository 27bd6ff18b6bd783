package pagetest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
)

// Browser is somebody's browser: it keeps cookies.
type Browser struct {
	*Service
	Cookies map[string]string
	Headers map[string]string
}

// Browser returns the browser of somebody who has not signed in.
func (w *Service) Browser() *Browser { return &Browser{w, map[string]string{}, map[string]string{}} }

// As returns the browser of somebody who has signed in.
func (w *Service) As(name string) *Browser {
	w.T.Helper()
	b := w.Browser()
	if d := b.SignIn(name); d.Status != http.StatusSeeOther {
		w.T.Fatalf("%s cannot sign in: %d", name, d.Status)
	}
	return b
}

// SignIn signs somebody in.
func (b *Browser) SignIn(name string) Document {
	b.T.Helper()
	return b.Post("/admin/sign-in", "token", b.Secrets[name], "sign_in_back", "/admin")
}

// Send sends a request with the cookies, and keeps those of the answer.
func (b *Browser) Send(r *http.Request) Document {
	b.T.Helper()
	var all []string
	for name, value := range b.Cookies {
		all = append(all, name+"="+value)
	}
	r.Header.Set("Cookie", strings.Join(all, "; "))
	for name, value := range b.Headers {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	b.Handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.Cookies, c.Name)
		} else {
			b.Cookies[c.Name] = c.Value
		}
	}
	return Read(b.T, w)
}

// Get asks for a page.
func (b *Browser) Get(address string) Document {
	b.T.Helper()
	return b.Send(httptest.NewRequest(http.MethodGet, address, http.NoBody))
}

// Post sends a form; its fields come in pairs.
func (b *Browser) Post(address string, fields ...string) Document {
	b.T.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.PostForm(address, form)
}

// PostForm sends a form.
func (b *Browser) PostForm(address string, form url.Values) Document {
	b.T.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.Send(r)
}

// Upload sends a form with a file.
func (b *Browser) Upload(address, name, media string, content []byte, fields ...string) Document {
	b.T.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := m.WriteField(fields[i], fields[i+1]); err != nil {
			b.T.Fatal(err)
		}
	}
	h := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {media}}
	part, err := m.CreatePart(h)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		b.T.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return b.Send(r)
}

// Follow asks for the page that an answer leads to.
func (b *Browser) Follow(d Document) Document {
	b.T.Helper()
	if d.Status != http.StatusSeeOther {
		b.T.Fatalf("%d instead of a redirect: %s", d.Status, d.Main())
	}
	return b.Get(d.Header.Get("Location"))
}

// Draft pastes a notice, and returns the address of the draft.
func (b *Browser) Draft(text string) string {
	b.T.Helper()
	d := b.Post("/admin/new", "calendar", "CN", "text", text)
	address, _, found := strings.Cut(d.Header.Get("Location"), "?")
	if d.Status != http.StatusSeeOther || !found {
		b.T.Fatalf("%d: %s", d.Status, d.Main())
	}
	return address
}
