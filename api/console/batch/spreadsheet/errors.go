package spreadsheet

import (
	"fmt"
	"strconv"
	"strings"

	"shixian/holidays"
)

// Code says why a table was refused. Codes are stable.
type Code string

// The codes of [Error].
const (
	CodeEmpty   Code = "empty"
	CodeBytes   Code = "too_large"
	CodeRows    Code = "too_many_rows"
	CodeColumns Code = "too_many_columns"
	CodeCells   Code = "too_many_cells"
	CodeText    Code = "too_much_text"
	CodeCell    Code = "cell_too_long"
	CodeOldXLS  Code = "old_workbook"
	CodeLocked  Code = "encrypted"
	CodeODS     Code = "open_document"
	CodeWebPage Code = "web_page"
	CodeXLSX    Code = "malformed_xlsx"
	CodeZip     Code = "unpacks_to_too_much"
	CodeKind    Code = "not_a_table" // neither a workbook nor text
	CodeQuote   Code = "quote_not_closed"
)

// Error says why a table was refused, and where.
type Error struct {
	Code Code
	Line int // of the file, from 1; 0 if the whole is meant
	Text holidays.Text
}

func (e *Error) Error() string { return fmt.Sprintf("%s at line %d: %s", e.Code, e.Line, e.Text.EN) }

// refuse returns the error of a code; args take the place of {0}, {1}, …
func refuse(code Code, line int, args ...int) *Error {
	pairs := []string{"{line}", strconv.Itoa(line)}
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", strconv.Itoa(a))
	}
	r, m := strings.NewReplacer(pairs...), refusals[code]
	return &Error{code, line, holidays.Text{ZH: r.Replace(m.ZH), EN: r.Replace(m.EN)}}
}

var refusals = map[Code]holidays.Text{
	CodeEmpty: {
		ZH: "表格是空的。请检查内容；工作簿里隐藏的工作表不读。",
		EN: "The table is empty. Please look into it; hidden sheets of a workbook are not read.",
	},
	CodeBytes: {
		ZH: "文件超过 {0} MB。请去掉图片和用不着的列，或分成几个文件。",
		EN: "The file is over {0} MB. Please take out pictures and columns that are not needed, or split it.",
	},
	CodeRows: {
		ZH: "表格超过 {0} 行。请分成几个文件。",
		EN: "The table has over {0} rows. Please split it into several files.",
	},
	CodeColumns: {
		ZH: "第 {line} 行超过 {0} 列。请去掉用不着的列。",
		EN: "Row {line} has over {0} columns. Please take out those that are not needed.",
	},
	CodeCells: {
		ZH: "表格超过 {0} 个单元格。请去掉用不着的列，或分成几个文件。",
		EN: "The table has over {0} cells. Please take out columns that are not needed, or split it.",
	},
	CodeText: {
		ZH: "表格的文字合计超过 {0} MB。请去掉用不着的列，或分成几个文件。",
		EN: "The texts of the table come to over {0} MB. Please take out columns that are not needed, or split it.",
	},
	CodeCell: {
		ZH: "第 {line} 行有一格超过 {0} KB。如果这一格本来不长，请看它前面是不是多了一个引号。",
		EN: "A cell of row {line} is over {0} KB. If it should be short, look for a quotation mark too many before it.",
	},
	CodeOldXLS: {
		ZH: "这是旧式的 .xls（或 .et）文件。请在 Excel 或 WPS 里打开，用“文件 → 另存为”选“XLSX 工作簿（.xlsx）”，再上传；原来的文件不会变。",
		EN: "This is an old .xls (or .et) file. Please open it in Excel or WPS, save it as an XLSX workbook (.xlsx), and upload that; your file stays as it is.",
	},
	CodeLocked: {
		ZH: "这个工作簿加了密码。请在 Excel 或 WPS 里打开，去掉密码，另存为“XLSX 工作簿”，再上传。",
		EN: "This workbook has a password. Please open it in Excel or WPS, take the password off, save it as an XLSX workbook, and upload that.",
	},
	CodeODS: {
		ZH: "这是 .ods（OpenDocument）文件。请在 LibreOffice、WPS 或 Excel 里打开，另存为“XLSX 工作簿（.xlsx）”，再上传。",
		EN: "This is an .ods (OpenDocument) file. Please open it in LibreOffice, WPS or Excel, save it as an XLSX workbook (.xlsx), and upload that.",
	},
	CodeWebPage: {
		ZH: "这个文件名为表格，其实是网页或 XML，有的办公系统这样导出。请在 Excel 或 WPS 里打开，另存为“XLSX 工作簿”，再上传。",
		EN: "This file is a web page or XML, as some systems export it. Please open it in Excel or WPS, save it as an XLSX workbook, and upload that.",
	},
	CodeXLSX: {
		ZH: "这个文件打不开：也许没有传完整，也许不是 XLSX 工作簿。请在 Excel 或 WPS 里打开，另存为“XLSX 工作簿”，再上传。",
		EN: "This file cannot be opened: it may not be complete, or not be an XLSX workbook. Please open it in Excel or WPS, save it as an XLSX workbook, and upload that.",
	},
	CodeZip: {
		ZH: "这个工作簿解压后过大。请只留要算的一张表，去掉图片，另存为“XLSX 工作簿”；行数多的请分成几个文件。",
		EN: "This workbook unpacks to too much. Please keep the one sheet, without pictures, and save it as an XLSX workbook; split it where it has many rows.",
	},
	CodeKind: {
		ZH: "这不是表格文件，或者没有传完整。请上传 XLSX 工作簿或 CSV 文件（UTF-8 或 GB18030 编码）。",
		EN: "This is no table, or it is not complete. Please upload an XLSX workbook or a CSV file (in UTF-8 or GB18030).",
	},
	CodeQuote: {
		ZH: "第 {line} 行的引号没有配对。请在 Excel 或 WPS 里打开，另存为“XLSX 工作簿”，再上传。",
		EN: "The quotation marks of line {line} do not pair. Please open the file in Excel or WPS, save it as an XLSX workbook, and upload that.",
	},
}
