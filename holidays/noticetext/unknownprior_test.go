package noticetext_test

import "testing"

// What a region quotes cannot be compared if no national notice is known.
func TestQuotationsUnknown(t *testing.T) {
	readAll(t, nil, []wording{
		{
			name:     "a national festival's days",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、根据国务院办公厅通知精神，清明节放假时间为4月2日至4日，4月1日（星期六）上班。3月30日、31日放假。",
			want: `
一、根据国务院办公厅通知精神，清明节放假时间为4月2日至4日，4月1日（星期六）上班。
	reference quoted_notice
	weekday 星期六 of 2017-04-01 2017-04-01: right
3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "a day worked, no festival",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、根据国务院办公厅通知精神，4月1日（星期六）上班。",
			want: `
一、根据国务院办公厅通知精神，4月1日（星期六）上班。
	unparsed no_prior 2017-04-01
	weekday 星期六 of 2017-04-01 2017-04-01: right
lacks no_entries
`,
		},
		{
			name:     "by the State",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、4月1日（星期六）国家规定上班，我区放假。",
			want: `
一、4月1日（星期六）国家规定上班，我区放假。
	read
	壮族三月三 off 2017-04-01 2017-04-01
	weekday 星期六 of 2017-04-01 2017-04-01: right
`,
		},
		{
			name:     "cancelled, nothing to cancel",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "取消2020年“壮族三月三”放假。",
			want: `
取消2020年“壮族三月三”放假。
	unparsed cancel_without_date
lacks no_entries
`,
		},
		{
			name:     "cancelled with its days",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "取消原定“壮族三月三”放假，3月26日、27日（星期四、星期五）正常上班。",
			want: `
取消原定“壮族三月三”放假，3月26日、27日（星期四、星期五）正常上班。
	read
	壮族三月三 work 2020-03-26 2020-03-27
	weekday 星期四 of 2020-03-26 2020-03-26: right
	weekday 星期五 of 2020-03-27 2020-03-27: right
lacks amended_unknown
`,
		},
		{
			name:   "extended, nothing to extend",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长2020年春节假期至2月2日。",
			want: `
延长2020年春节假期至2月2日。
	unparsed no_prior
lacks no_entries
`,
		},
		{
			name:     "approved by the State Council",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "经国务院批准，3月30日、31日放假。",
			want: `
经国务院批准，3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "by the State's rule, then for the people here",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "根据国家有关规定，为方便我区群众出行，3月30日、31日放假。",
			want: `
根据国家有关规定，为方便我区群众出行，3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "by the State's rule, then as it suits",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "根据国办有关规定，结合实际，3月30日、31日放假。",
			want: `
根据国办有关规定，结合实际，3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "by the State's rule alone",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "根据国办有关规定，3月30日、31日放假。",
			want: `
根据国办有关规定，3月30日、31日放假。
	unparsed no_prior 2017-03-30
lacks no_entries
`,
		},
		{
			name:     "by the region's rule",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "根据自治区有关规定，3月30日、31日放假。",
			want: `
根据自治区有关规定，3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "quoted, its own, and its own again",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "根据国务院办公厅通知精神，清明节4月2日至4日放假，我区3月30日放假，3月31日放假。",
			want: `
根据国务院办公厅通知精神，清明节4月2日至4日放假，我区3月30日放假，3月31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "quoted, and worked without a name",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "根据国务院办公厅通知精神，清明节4月2日至4日放假，4月1日（星期六）上班。",
			want: `
根据国务院办公厅通知精神，清明节4月2日至4日放假，4月1日（星期六）上班。
	reference quoted_notice
	weekday 星期六 of 2017-04-01 2017-04-01: right
lacks no_entries
`,
		},
		{
			name:     "cancelled in words, worked by date",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于2020年“壮族三月三”有关事项的通知",
			issued:   "2020年3月5日",
			body:     "取消原定“壮族三月三”放假，3月26日（星期四）正常上班。",
			want: `
取消原定“壮族三月三”放假，3月26日（星期四）正常上班。
	read
	壮族三月三 work 2020-03-26 2020-03-26
	weekday 星期四 of 2020-03-26 2020-03-26: right
`,
		},
		{
			name:     "worked, nothing cancelled",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于2020年“壮族三月三”有关事项的通知",
			issued:   "2020年3月5日",
			body:     "3月26日（星期四）正常上班。",
			want: `
3月26日（星期四）正常上班。
	read ordinary_working_day
	weekday 星期四 of 2020-03-26 2020-03-26: right
lacks no_entries
`,
		},
		{
			name:     "not off, nothing known",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于2020年“壮族三月三”有关事项的通知",
			issued:   "2020年3月5日",
			body:     "3月26日（星期四）不放假。",
			want: `
3月26日（星期四）不放假。
	read
	壮族三月三 work 2020-03-26 2020-03-26
	weekday 星期四 of 2020-03-26 2020-03-26: right
`,
		},
		{
			name:     "a summary over what the same sentence quotes",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、3月31日放假，根据国务院办公厅通知精神，清明节4月3日至4日放假，我区4月1日放假，即3月31日至4月4日放假。",
			want: `
一、3月31日放假，根据国务院办公厅通知精神，清明节4月3日至4日放假，我区4月1日放假，即3月31日至4月4日放假。
	read
	壮族三月三 off 2017-03-31 2017-04-01
`,
		},
		{
			name:     "a swap by the State's leave",
			calendar: "CN-GX",
			title:    "2018",
			issued:   "2018年3月1日",
			body:     "根据国务院办公厅通知精神，4月15日（星期日）与4月20日（星期五）对调。",
			want: `
根据国务院办公厅通知精神，4月15日（星期日）与4月20日（星期五）对调。
	read
	壮族三月三 off 2018-04-20 2018-04-20
	壮族三月三 work 2018-04-15 2018-04-15
	weekday 星期日 of 2018-04-15 2018-04-15: right
	weekday 星期五 of 2018-04-20 2018-04-20: right
`,
		},
		{
			name:     "a weekend day moved by the State's leave",
			calendar: "CN-GX",
			title:    "2018",
			issued:   "2018年3月1日",
			body:     "根据国务院办公厅通知精神，4月15日（星期日）公休日调至4月20日（星期五）。",
			want: `
根据国务院办公厅通知精神，4月15日（星期日）公休日调至4月20日（星期五）。
	read
	壮族三月三 off 2018-04-20 2018-04-20
	壮族三月三 work 2018-04-15 2018-04-15
	weekday 星期日 of 2018-04-15 2018-04-15: right
	weekday 星期五 of 2018-04-20 2018-04-20: right
`,
		},
		{
			name:     "cancelled by the State's leave",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于调整2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "根据国务院办公厅通知精神，取消3月26日放假。",
			want: `
根据国务院办公厅通知精神，取消3月26日放假。
	read
	壮族三月三 work 2020-03-26 2020-03-26
lacks amended_unknown
`,
		},
	})
}
