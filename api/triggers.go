package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/wire"
	"shixian/deadlines"
)

// @ID			getTriggers
// @Summary		倒推起算日 / The trigger of a due day
// @Description	截止日正好是 due 的最后一个和最早一个起算日；没有的为 null。
// @Description	没有 view：起算之日怎样算到截止日，问 /v1/deadlines。
// @Description	The last and the first trigger whose due day is due; null if there is none.
// @Description	There is no view: /v1/deadlines explains how a trigger leads to its due day.
// @Param			rule		query		string	true	"规则 / rule id"	example(xihe.countersign-reply)
// @Param			due			query		string	true	"截止日 / due day"	example(2026-02-25)	Format(date)
// @Param			amount		query		int		false	"另定的时限 / another amount, if the rule is overridable"	minimum(1)	maximum(1000)
// @Param			roll		query		string	false	"顺延 / roll"	Enums(none, next, previous)
// @Param			suspended	query		[]string	false	"中止期间 / suspended span, from/to"	collectionFormat(multi)
// @Param			interpret	query		[]string	false	"选一种理解 / a reading chosen, interpretation:reading"	collectionFormat(multi)
// @Param			as_of		query		string	false	"按该日已发布的通知 / by the notices issued by that day"	Format(date)
// @Param			calendar	query		string	false	"日历 / calendar"
// @Param			ref			query		string	false	"调用方自己的编号，原样带回 / the caller's own name for it, which comes back"	maxlength(128)
// @Success		200			{object}	wire.Triggers
// @Failure		422	{object}	problem.Problem
// @Router			/v1/deadlines/latest-trigger [get]
func (h *deadlineHandler) getTriggers(c *gin.Context) {
	t, err := tableAsked(c, h.answers)
	var in wire.Input
	in.Reset(false)
	if wrong := wire.ReadQuery(&in, c.Request.URL.RawQuery, wire.TriggerFields); err == nil { // it is read in any case, for its ref
		err = wrong
	}
	if err == nil {
		_, err = wire.PresentationOf(c.Request.URL.RawQuery) // of which there is a language
	}
	if err == nil && in.Due.IsZero() {
		err = wire.Missing("due")
	}
	var found deadlines.Triggers
	if err == nil {
		found, err = h.answers.Catalogue().TriggersOf(t, &in.Question, in.Due)
	}
	if err != nil {
		failQuestion(c, err, in.Ref)
		return
	}
	lang := langOf(c)
	tellLanguage(c, lang)
	out := wire.NewTriggers(&found, in.Due, lang)
	out.Ref = in.Ref
	writeValue(c, out)
}
