// Command client asks for one deadline and for a batch, with a client that oapi-codegen
// makes of the service's own description.
//
//	go generate && go run . http://127.0.0.1:8080
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"shixian/docs/clients/go/api"
)

//go:generate mkdir -p api
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config oapi-codegen.yaml ../../swagger.json

func main() {
	if err := run(context.Background(), os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, base string) error {
	inEnglish := func(_ context.Context, req *http.Request) error {
		req.Header.Set("Accept-Language", "en")
		return nil
	}
	client, err := api.NewClientWithResponses(base, api.WithRequestEditorFn(inEnglish))
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context, *api.ClientWithResponses) error{one, batch, wrong} {
		if err := step(ctx, client); err != nil {
			return err
		}
	}
	return nil
}

// one asks for one deadline.
func one(ctx context.Context, client *api.ClientWithResponses) error {
	trigger, trace := "2026-02-09", false
	answer, err := client.GetDeadlineWithResponse(ctx, &api.GetDeadlineParams{Rule: "xihe.countersign-reply", Trigger: &trigger, Trace: &trace})
	if err != nil {
		return err
	}
	if answer.JSON200 == nil {
		return fmt.Errorf("%s", answer.Body)
	}
	found, err := answer.JSON200.AsAnswer()
	if err != nil {
		return err
	}
	due, err := found.AsDueAnswer()
	if err != nil {
		return err
	}
	fmt.Println("due", due.Due, due.Certainty)
	return nil
}

// wrong asks what cannot be answered.
func wrong(ctx context.Context, client *api.ClientWithResponses) error {
	yesterday := "yesterday"
	answer, err := client.GetDeadlineWithResponse(ctx, &api.GetDeadlineParams{Rule: "xihe.countersign-reply", Trigger: &yesterday})
	if err != nil {
		return err
	}
	if p := answer.ApplicationproblemJSON422; p != nil {
		fmt.Println("refused", p.Code)
	}
	return nil
}

// batch asks for many; each answer has the ref of its question.
func batch(ctx context.Context, client *api.ClientWithResponses) error {
	ref := func(s string) *string { return &s }
	trigger, days := "2026-02-09", 2.0
	answer, err := client.PostBatchWithResponse(ctx, nil, api.Batch{Items: []api.BatchItem{
		{Ref: ref("A-17"), Rule: "xihe.countersign-reply", Trigger: &trigger},
		{Ref: ref("A-18"), Rule: "tiexi.absence-approver", Days: &days},
		{Ref: ref("A-19"), Rule: "no.such-rule", Trigger: &trigger},
	}})
	if err != nil {
		return err
	}
	if answer.JSON200 == nil {
		return fmt.Errorf("%s", answer.Body)
	}
	for _, item := range answer.JSON200.Results {
		if err := tell(item); err != nil {
			return err
		}
	}
	return nil
}

// tell prints what an item came to: its problem, its day, or what there is in its place.
func tell(item api.BatchResult) error {
	if p, err := item.AsProblem(); err == nil && p.Code != "" {
		fmt.Println(*p.Ref, p.Code)
		return nil
	}
	answer, err := item.AsAnswer()
	if err != nil {
		return err
	}
	switch a, err := answer.ValueByDiscriminator(); a := a.(type) {
	case api.DueAnswer:
		fmt.Println(*a.Ref, a.Due)
	case api.ThresholdAnswer:
		fmt.Println(*a.Ref, a.ApproverSide)
	default:
		return err
	}
	return nil
}
