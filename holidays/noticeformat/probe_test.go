package noticeformat
import ("testing";"strings";"fmt";"runtime";"time")
func TestProbe(t *testing.T) {
	base := unzipped(t, workbook(t, asCells(spanRows(national(t, 2026))), "yyyy-mm-dd"))
	for k, v := range base { fmt.Println(k, len(v)) }
	try := func(name string, p map[string]string) {
		defer func(){ if r := recover(); r != nil { fmt.Println("PANIC", name, r) } }()
		_, err := Read(FormatXLSX, []byte(zipped(t, p)), known)
		fmt.Println(name, err)
	}
	cl := func() map[string]string { m := map[string]string{}; for k, v := range base { m[k]=v }; return m }
	for k := range base { p := cl(); delete(p, k); try("without "+k, p)
		p = cl(); p[k] = ""; try("empty "+k, p)
		p = cl(); p[k] = "<a/>"; try("a "+k, p)
		v := base[k]
		if i := strings.Index(v, "?>"); i > 0 { v = v[i+2:] }
		v = strings.TrimSpace(v)
		if i := strings.Index(v, ">"); i > 0 { name := strings.Fields(v[1:i])[0]; p = cl(); p[k] = v[:i+1]+"</"+name+">"; try("hollow "+k, p) }
	}
	// memory
	mem := func(name string, p map[string]string) {
		b := []byte(zipped(t, p)); runtime.GC(); var a, c runtime.MemStats; runtime.ReadMemStats(&a); s := time.Now()
		_, err := Read(FormatXLSX, b, known); runtime.ReadMemStats(&c)
		fmt.Println("MEM", name, len(b), (c.TotalAlloc-a.TotalAlloc)>>20, "MB total,", (c.Sys)>>20, "MB sys", time.Since(s), err)
	}
	p := cl(); p["xl/sharedStrings.xml"] = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+strings.Repeat("<si/>", 390000)+"</sst>"; mem("si", p)
	p = cl(); p["xl/sharedStrings.xml"] = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>`+strings.Repeat("<r/>", 390000)+"</si></sst>"; mem("r", p)
	p = cl(); p["xl/styles.xml"] = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`+strings.Repeat("<xf/>", 390000)+"</cellXfs></styleSheet>"; mem("xf", p)
	p = cl(); p["xl/styles.xml"] = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dxfs>`+strings.Repeat("<dxf/>", 390000)+"</dxfs></styleSheet>"; mem("dxf", p)
	var sb strings.Builder; for i := 1; i < 190000; i++ { fmt.Fprintf(&sb, `<row r="%d"><c r="XFD%d"/></row>`, i, i) }
	v := base["xl/worksheets/sheet1.xml"]; i := strings.Index(v, "<sheetData>"); 
	p = cl(); p["xl/worksheets/sheet1.xml"] = v[:i]+"<sheetData>"+sb.String()+"</sheetData></worksheet>"; mem("blank rows", p)
	sb.Reset(); for i := 1; i < 130000; i++ { fmt.Fprintf(&sb, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i) }
	p = cl(); p["xl/worksheets/sheet1.xml"] = v[:i]+"<sheetData>"+sb.String()+"</sheetData></worksheet>"; mem("far rows", p)
	p = cl(); p["xl/workbook.xml"] = strings.Replace(base["xl/workbook.xml"], "<sheets>", "<sheets>"+strings.Repeat(`<sheet name="x" sheetId="1" r:id="rId1"></sheet>`, 60000), 1); mem("sheets", p)
	rel := `<Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/>`
	p["xl/_rels/workbook.xml.rels"] = strings.Replace(base["xl/_rels/workbook.xml.rels"], "</Relationships>", strings.Repeat(rel, 60000)+"</Relationships>", 1); mem("sheets x rels", p)
}
