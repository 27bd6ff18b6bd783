package browser_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"shixian/test/fleet"
)

const manyRows = 100_000

// TestManyRows: a workbook of 100,000 rows is uploaded, counted and downloaded.
func TestManyRows(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	folder := t.TempDir()
	b.load("/batch")
	b.do(chromedp.Evaluate[chromedp.Void](`(() => { window.told = []; new MutationObserver(() => window.told.push(document.getElementById("batch-stage").textContent))
		.observe(document.getElementById("batch-stage"), {childList: true}); })()`))
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{workbook(t, folder)}))
	b.awaitText("#batch-said", "算好了")
	b.awaitText(".sums", "算出 100000 行")
	b.awaitText(".grid td", "2026-04-21")
	for _, want := range []string{"已读", "已算"} {
		if !strings.Contains(b.text("window.told.join()"), want) {
			t.Errorf("the progress never said %s: %.200s", want, b.text("window.told.join()"))
		}
	}
	checkAnswers(t, b.download(folder, `[formaction*="xlsx"]`))
}

// workbook writes a workbook of many rows.
func workbook(t *testing.T, folder string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	row := []any{"事项", "收文日期"}
	for i := range manyRows + 1 {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = w.SetRow(cell, row)
		}
		if err != nil {
			t.Fatal(err)
		}
		row = []any{reply, "2026-04-14"}
	}
	path := filepath.Join(folder, "many.xlsx")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// download clicks a button and returns the path of the file that comes.
func (b *tab) download(folder string, button chromedp.CSS) string {
	b.t.Helper()
	events, context := true, chromedp.FromContext(b.ctx).BrowserContextID
	if _, err := chromedp.CallBrowser(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, BrowserContextID: context, DownloadPath: folder, EventsEnabled: &events,
	}); err != nil {
		b.t.Fatal(err)
	}
	done := make(chan string, 1)
	if err := chromedp.ListenBrowser(b.ctx, func(ev any) {
		if p, ok := ev.(*browser.EventDownloadProgress); ok && p.State == browser.DownloadProgressStateCompleted {
			done <- p.GUID
		}
	}); err != nil {
		b.t.Fatal(err)
	}
	b.click(button)
	var guid string
	b.until("the file is there", func() bool {
		select {
		case guid = <-done:
			return true
		default:
			return false
		}
	})
	return filepath.Join(folder, guid)
}

// checkAnswers reads what was downloaded.
func checkAnswers(t *testing.T, path string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		if n != 0 && n != manyRows {
			continue
		}
		cells, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		if want := map[int]string{0: "截止日", manyRows: "2026-04-21"}[n]; !strings.Contains(strings.Join(cells, " "), want) {
			t.Errorf("row %d has no %s: %v", n+1, want, cells)
		}
	}
	if n != manyRows+1 {
		t.Errorf("%d rows", n)
	}
}
