package noticetext

// Complete reports whether nothing is missing, nothing was left unparsed and
// every statement that was checked is right.
func (r Reading) Complete() bool { return len(r.Problems) == 0 && len(r.Unparsed()) == 0 }
