package browser_test

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"shixian/test/fleet"
)

func TestMain(m *testing.M) {
	code := fleet.Main(m).Run()
	chromium.stop()
	os.Exit(code)
}

// process is the Chromium that all tests share.
type process struct {
	once sync.Once
	ctx  context.Context
	err  error
	end  []func()
}

var chromium process

// start starts it for the first test that asks.
func (p *process) start() (context.Context, error) {
	p.once.Do(func() {
		ctx, cancel := chromedp.NewExecAllocator(context.Background(),
			chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
			chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
			chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-renderer-backgrounding", true),
			chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("hide-scrollbars", true),
			chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("lang", "zh-CN"), chromedp.Env("LANGUAGE=zh_CN"),
		)
		p.end = append(p.end, cancel)
		p.ctx, cancel = chromedp.NewContext(ctx)
		p.end = append(p.end, cancel)
		p.err = chromedp.Do(p.ctx)
	})
	return p.ctx, p.err
}

func (p *process) stop() {
	for i := len(p.end) - 1; i >= 0; i-- {
		p.end[i]()
	}
}
