package help

import "shixian/holidays"

// Tasks are what clerks do, the most frequent first.
var Tasks = []Task{
	{"count", holidays.Text{ZH: "算一个截止日", EN: "Count a due day"}, []holidays.Text{
		{ZH: "打开“时限计算”，选区县。选一次就够，这台电脑会记住。", EN: "Open “Deadline” and choose the district. Once is enough: this computer remembers it."},
		{ZH: "在“查找”里写词、拼音、首字母、条号或时限（会签、huiqian、hq、第47条、3个工作日），再点要的那一件；常用的和最近的排在最上面，点一下就有答案。",
			EN: "Type a word, pinyin, an article or a limit into the search (countersign, hq, 47条), and choose the matter; the usual and the recent ones stand at the top, one click from the answer."},
		{ZH: "日子先按今天。不是今天收到的，点“昨天”，或改日期。", EN: "The day is today at first. If it was another, press “yesterday” or change the date."},
		{ZH: "右边（手机在下面）是截止日、还剩几个工作日、依据和逐日说明。带点线、写着“预计”的，是放假安排还没有公布，可能改变。",
			EN: "To the right (on a phone below) are the due day, the working days left, the rule, and each day. A dotted day marked “estimated” may change, since the holidays are not announced yet."},
	}},
	{"suspended", holidays.Text{ZH: "时限中止过", EN: "The time was suspended"}, []holidays.Text{
		{ZH: "算出答案以后，打开“更多条件”。", EN: "Once there is an answer, open “More conditions”."},
		{ZH: "在“中止期间”填第一天和最后一天，这两天都算在中止里；只停一天的，两格填同一天。填完一段，会多出一行。",
			EN: "Fill in the first and the last day under “Suspended”; both are suspended. For a single day give it twice. Another row appears once one is filled in."},
		{ZH: "答案随即重算，“逐日说明”里写着“停”的就是中止的日子。只填了一格时，答案不变，并写明那一段没有算进去。",
			EN: "The answer is counted anew; the days marked S are suspended. While only one of the two is filled in, the answer stays and says that this span is not counted."},
	}},
	{"share", holidays.Text{ZH: "发给同事", EN: "Send it to a colleague"}, []holidays.Text{
		{ZH: "在答案下面打开“发给同事”。", EN: "Open “Send to a colleague” below the answer."},
		{ZH: "点“复制全文和链接”，粘贴到聊天或邮件里；同事打开链接，看到的是同一个答案。", EN: "Press “Copy text and link” and paste it into a chat or mail; the link shows a colleague the same answer."},
		{ZH: "手机上用，扫二维码。", EN: "For a phone, scan the code."},
		{ZH: "要提醒的，勾选当天、前一个工作日或前3个工作日，下载日程（.ics），在手机或电脑的日历里打开。", EN: "For a reminder, tick the days, download the event (.ics), and open it in the calendar of the phone or computer."},
	}},
	{"batch", holidays.Text{ZH: "一张台账一次算完", EN: "Count a whole table"}, []holidays.Text{
		{ZH: "打开“批量”，选 XLSX 或 CSV 文件，或者从 Excel、WPS 里连标题行一起复制，粘贴进来，点“计算”。", EN: "Open “Batch”, choose an XLSX or CSV file, or paste cells with their headings, and press “Count”."},
		{ZH: "有没写清楚的（“会签”是哪一件、“9月29日”是哪一年），每个词只问一次，答完点“按这些回答计算”；答过的这台电脑会记住。",
			EN: "What is not clear (which matter a word means, which year) is asked once for each word; answer and press “Count by these answers”. This computer remembers the answers."},
		{ZH: "看红灯的和有问题的：哪一格有什么问题，写在那一格里。", EN: "Look at what is red and what has a problem; it is told in its very cell."},
		{ZH: "下载 XLSX：您的工作簿原样回来，右边加上截止日、灯、依据和说明。", EN: "Download the XLSX: your workbook comes back as it was, with due day, light, rule and explanation at the right."},
	}},
	{"matters", holidays.Text{ZH: "管好手头的事项", EN: "Keep what is in hand"}, []holidays.Text{
		{ZH: "在答案上点“存入我的台账”。清单只存在这个浏览器里，服务器不保存。", EN: "Press “Keep in my matters” on an answer. The list is kept in this browser, and not on the server."},
		{ZH: "打开“我的台账”：最急的在最上面，每次打开都重算。放假安排变了，写明由哪天改为哪天、因为哪份通知，看过点“知道了”。",
			EN: "Open “My matters”: the most urgent is at the top, and all are counted anew. When the holidays change, the list says from which day to which and by which notice; press “Understood”."},
		{ZH: "办完点“今天办结”。换电脑前，导出 XLSX，到新电脑上导入。", EN: "Press “Done today” when it is done. Before changing computers export an XLSX, and import it there."},
	}},
}
