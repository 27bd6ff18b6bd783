package noticetext

import "testing"

// The number and the heading of a sentence are told from what it says.
func TestHeadings(t *testing.T) {
	checkRows(t, describeHeading, []row{
		{"一、春节：2月4日放假。", "春节 item=1 headed=true: 2月4日放假。"},
		{"（二）春节：放假。", "春节 item=1 headed=true: 放假。"},
		{"3.春节：放假。", "春节 item=1 headed=true: 放假。"},
		{"春节：放假。", "春节 item=1 headed=true: 放假。"},
		{"春节放假：2月4日。", "春节 item=1 headed=true: 2月4日。"},
		{"一、春节放假时间：2月4日。", "春节 item=1 headed=true: 春节放假时间：2月4日。"},
		{"春节放假时间：2月4日。", "春节 item=1 headed=true: 春节放假时间：2月4日。"},
		{"放假时间：2月4日。", "前一节日 item=0 headed=false: 放假时间：2月4日。"},
		{"一、放假时间：2月4日。", " item=1 headed=false: 放假时间：2月4日。"},
		{"一、春节。", " item=1 headed=false: 春节。"},
		{"一、春节", "春节 item=1 headed=false: "},
		{"春节。", "前一节日 item=0 headed=false: 春节。"},
		{"春节", "春节 item=1 headed=false: "},
		{"春节放假", "前一节日 item=0 headed=false: 春节放假"},
		{"一、春节放假", "春节 item=1 headed=false: "},
		{"一、国庆节、中秋节：放假。", "国庆节、中秋节 item=1 headed=true: 放假。"},
		{"一、某事：放假。", " item=1 headed=false: 某事：放假。"},
		{"一、：春节放假。", " item=1 headed=false: 春节放假。"},
		{"一、.春节：放假。", "春节 item=1 headed=true: 放假。"},
		{"一、", " item=1 headed=false: "},
		{"：放假。", "前一节日 item=0 headed=false: 放假。"},
		{"甲。二、春节：放假。", "春节 item=1 headed=true: 放假。"},
		{"甲。9)春节：放假。", "前一节日 item=0 headed=false: 9)春节：放假。"},
		{"甲。1.5日放假", "前一节日 item=0 headed=false: 1.5日放假"},
		{"一、各地要做好春节值班工作", " item=1 headed=false: 各地要做好春节值班工作"},
		{"一、、春节：放假。", "春节 item=1 headed=true: 放假。"},
		{"一、、", " item=1 headed=false: "},
		{"。", "前一节日 item=0 headed=false: 。"},
		{"一、一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四春节：放假", " item=1 headed=false: 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四春节：放假"},
	})
}
