// Command every makes every call of the API once with the generated client, and prints the
// operationId of each. It is for a service whose record may be changed, and takes the token
// of a publisher.
//
//	every http://127.0.0.1:8080 TOKEN
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/oapi-codegen/runtime/types"

	"shixian/docs/clients/go/api"
)

// caller makes the calls.
type caller struct {
	*api.ClientWithResponses
	ctx context.Context
}

func main() {
	token := func(_ context.Context, req *http.Request) error {
		req.Header.Set("Authorization", "Bearer "+os.Args[2])
		return nil
	}
	client, err := api.NewClientWithResponses(os.Args[1], api.WithRequestEditorFn(token))
	if err != nil {
		log.Fatal(err)
	}
	c := caller{client, context.Background()}
	c.deadlines()
	c.tables()
	c.record()
	c.drafts()
	c.operations()
}

// made prints the call, and ends the program if it was not answered with one of the statuses.
func made(operation string, err error, res interface{ StatusCode() int }, statuses ...int) {
	if err != nil {
		log.Fatalf("%s: %v", operation, err)
	}
	for _, s := range statuses {
		if res.StatusCode() == s {
			fmt.Println(operation)
			return
		}
	}
	log.Fatalf("%s: %d, want %v: %+v", operation, res.StatusCode(), statuses, res)
}

func p[T any](v T) *T { return &v }

func day(y int, m time.Month, d int) types.Date {
	return types.Date{Time: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

const rule, trigger = "xihe.countersign-reply", "2026-02-09"

func (c caller) deadlines() {
	one, err := c.GetDeadlineWithResponse(c.ctx, &api.GetDeadlineParams{Rule: rule, Trigger: p(trigger)})
	made("getDeadline", err, one, 200)
	posted, err := c.PostDeadlineWithResponse(c.ctx, nil, api.Question{Rule: rule, Trigger: p(trigger)})
	made("postDeadline", err, posted, 200)
	status, err := c.PostStatusWithResponse(c.ctx, nil, api.StatusQuestion{Rule: rule, Trigger: p(trigger), At: p("2026-02-24")})
	made("postStatus", err, status, 200)
	batch, err := c.PostBatchWithResponse(c.ctx, nil, api.Batch{Items: []api.BatchItem{{Rule: rule, Trigger: p(trigger)}}})
	made("postBatch", err, batch, 200)
	lines, err := c.PostBatchWithBodyWithResponse(c.ctx, nil, "application/x-ndjson", strings.NewReader(`{"rule":"`+rule+`","trigger":"`+trigger+`"}`))
	made("postBatch", err, lines, 200)
	moved, err := c.CompareDeadlinesWithBodyWithResponse(c.ctx, &api.CompareDeadlinesParams{From: "0"}, "application/x-ndjson", strings.NewReader(`{"rule":"`+rule+`","trigger":"`+trigger+`"}`))
	made("compareDeadlines", err, moved, 200)
	triggers, err := c.GetTriggersWithResponse(c.ctx, &api.GetTriggersParams{Rule: rule, Due: day(2026, 2, 25)})
	made("getTriggers", err, triggers, 200)
	if triggers.JSON200.LatestTrigger == nil {
		log.Fatal("there is no trigger")
	}
}

func (c caller) tables() {
	jurisdictions, err := c.ListJurisdictionsWithResponse(c.ctx, nil)
	made("listJurisdictions", err, jurisdictions, 200)
	rules, err := c.ListRulesWithResponse(c.ctx, nil)
	made("listRules", err, rules, 200)
	one, err := c.GetRuleWithResponse(c.ctx, rules.JSON200.Rules[0].Id, nil)
	made("getRule", err, one, 200)
	calendars, err := c.ListCalendarsWithResponse(c.ctx, nil)
	made("listCalendars", err, calendars, 200)
	calendar, err := c.GetCalendarWithResponse(c.ctx, "CN", nil)
	made("getCalendar", err, calendar, 200)
	days, err := c.ListDaysWithResponse(c.ctx, "CN", &api.ListDaysParams{From: day(2026, 2, 9), To: day(2026, 2, 25)})
	made("listDays", err, days, 200)
	some, err := c.PostDaysWithResponse(c.ctx, "CN", nil, api.DatesRequest{Dates: []types.Date{day(2026, 2, 14)}})
	made("postDays", err, some, 200)
	today, err := c.GetDayWithResponse(c.ctx, "CN", "today", nil)
	made("getDay", err, today, 200)
	count, err := c.CountWorkdaysWithResponse(c.ctx, "CN", &api.CountWorkdaysParams{From: day(2026, 2, 9), To: day(2026, 2, 25)})
	made("countWorkdays", err, count, 200)
	nth, err := c.NthWorkdayWithResponse(c.ctx, "CN", &api.NthWorkdayParams{Month: "2026-02", N: -1})
	made("nthWorkday", err, nth, 200)
	step, err := c.AddWorkdaysWithResponse(c.ctx, "CN", &api.AddWorkdaysParams{Date: day(2026, 2, 9), Workdays: 7})
	made("addWorkdays", err, step, 200)
	table, err := c.GetTableWithResponse(c.ctx, "CN", nil)
	made("getTable", err, table, 200)
	if _, err := table.JSON200.AsCalendar(); err != nil {
		log.Fatal(err)
	}
}

func (c caller) record() {
	revisions, err := c.ListRevisionsWithResponse(c.ctx, "CN", nil)
	made("listRevisions", err, revisions, 200)
	changes, err := c.GetChangesWithResponse(c.ctx, &api.GetChangesParams{Since: "-1", Wait: p(0)})
	made("getChanges", err, changes, 200)
	stream, err := c.StreamChanges(c.ctx, &api.StreamChangesParams{Since: p("-1")}) // which never ends
	if err != nil || stream.StatusCode != http.StatusOK {
		log.Fatal("streamChanges: ", stream, err)
	}
	stream.Body.Close()
	fmt.Println("streamChanges")
	checkpoint, err := c.GetCheckpointWithResponse(c.ctx, nil)
	made("getCheckpoint", err, checkpoint, 200)
	of, err := c.GetCheckpointOfWithResponse(c.ctx, 0, nil)
	made("getCheckpointOf", err, of, 200)
	proof, err := c.GetProofWithResponse(c.ctx, &api.GetProofParams{Revision: 0})
	made("getProof", err, proof, 200)
}

func (c caller) drafts() {
	id, tag := c.draft()
	gone, err := c.DeleteDraftWithResponse(c.ctx, id, &api.DeleteDraftParams{IfMatch: tag})
	made("deleteDraft", err, gone, 204)
	id, _ = c.draft()
	one, err := c.GetDraftWithResponse(c.ctx, id, nil)
	made("getDraft", err, one, 200)
	all, err := c.ListDraftsWithResponse(c.ctx, nil)
	made("listDrafts", err, all, 200)
	said, err := c.CommentDraftWithResponse(c.ctx, id, nil, api.CommentRequest{Text: "a word"})
	made("commentDraft", err, said, 200)
	tag = said.HTTPResponse.Header.Get("ETag")
	back, err := c.ReturnDraftWithResponse(c.ctx, id, &api.ReturnDraftParams{IfMatch: tag}, api.CommentRequest{Text: "not yet"})
	made("returnDraft", err, back, 200)
	tag = back.HTTPResponse.Header.Get("ETag")
	saved, err := c.PutDraftWithResponse(c.ctx, id, &api.PutDraftParams{IfMatch: tag}, api.DraftUpdate{Reason: p("another reason"), ConfirmPast: p(true)})
	made("putDraft", err, saved, 200)
	tag = saved.HTTPResponse.Header.Get("ETag")
	published, err := c.PublishDraftWithResponse(c.ctx, id, &api.PublishDraftParams{IfMatch: tag}, api.PublishRequest{Reason: p("a test"), ConfirmPast: p(true)})
	made("publishDraft", err, published, 200, 422) // or a check that fails
	notices, err := c.ListNoticesWithResponse(c.ctx, nil)
	made("listNotices", err, notices, 200)
	withdrawn, err := c.WithdrawNoticeWithResponse(c.ctx, "CN-2026", nil, api.ChangeRequest{Reason: "a test"})
	made("withdrawNotice", err, withdrawn, 200, 404, 409, 422)
	rolled, err := c.RollbackWithResponse(c.ctx, nil, api.RollbackRequest{To: 0, Reason: "a test", ConfirmPast: p(true)})
	made("rollback", err, rolled, 200, 409, 422)
	log, err := c.ListLogWithResponse(c.ctx, nil)
	made("listLog", err, log, 200)
	accepted, err := c.AcceptRecordWithResponse(c.ctx, nil, api.AcceptRequest{Position: "0.00000000", Reason: "a test"})
	made("acceptRecord", err, accepted, 200, 202, 409, 422)
}

// draft makes the draft of a withdrawal, and returns its id and tag.
func (c caller) draft() (id, tag string) {
	res, err := c.PostDraftWithBodyWithResponse(c.ctx, nil, "application/json", strings.NewReader(`{"withdraw":"CN-2026","reason":"a test","confirm_past":true}`))
	made("postDraft", err, res, 201)
	return res.JSON201.Id, res.HTTPResponse.Header.Get("ETag")
}

func (c caller) operations() {
	healthy, err := c.HealthzWithResponse(c.ctx)
	made("healthz", err, healthy, 200)
	ready, err := c.ReadyzWithResponse(c.ctx)
	made("readyz", err, ready, 200)
	metrics, err := c.MetricsWithResponse(c.ctx, nil)
	made("metrics", err, metrics, 200, 404) // they may have an address of their own
	described, err := c.GetDescriptionWithResponse(c.ctx, nil)
	made("getDescription", err, described, 200)
}
