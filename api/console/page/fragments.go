package page

import (
	"context"
	"io"
	"strings"
	"sync"

	"github.com/a-h/templ"
)

// Fragments keeps parts of pages that are the same for everybody: the list of a
// district's rules, say. What they are named by comes from the catalogue, never
// from a caller, so that there are only so many.
type Fragments struct{ kept sync.Map }

// FragmentKey names a fragment.
type FragmentKey struct{ Lang, District, Rule string }

// Of returns the fragment, and renders it if it is asked for the first time.
func (f *Fragments) Of(key FragmentKey, part templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		kept, there := f.kept.Load(key)
		if !there {
			text, err := RenderPart(ctx, part)
			if err != nil {
				return err
			}
			kept, _ = f.kept.LoadOrStore(key, text)
		}
		_, err := io.WriteString(w, kept.(string))
		return err
	})
}

// RenderPart renders a part of a page by itself, as [Render] does.
func RenderPart(ctx context.Context, part templ.Component) (string, error) {
	var b strings.Builder
	err := part.Render(context.WithoutCancel(ctx), &b)
	return b.String(), err
}
