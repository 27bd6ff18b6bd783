package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
)

// @ID			publishDraft
// @Summary		发布 / Publish a draft
// @Description	在 base_revision 之上发布，已有新版本时答 409。不通过的检查须逐项说明理由才能越过。
// @Description	Published on top of base_revision, or 409 if the table has moved on. A failed check is overridden by name, with a reason.
// @Param			request			body		admin.PublishRequest	false	"理由 / reasons"
// @Success		200				{object}	admin.Published
// @Failure		404,409,412,422,428	{object}	problem.Problem
// @Router			/v1/admin/drafts/{id}/publish [post]
func (h *adminHandler) publishDraft(c *gin.Context) (admin.Published, error) {
	return change(c, func(key string, req admin.PublishRequest) (admin.Published, error) {
		return h.service.Publish(c.Request.Context(), h.actor(c), c.Param("id"), seen(c), key, req)
	})
}

// @ID			withdrawNotice
// @Summary		撤回通知 / Withdraw a notice
// @Description	一次办完起草和发布；须由两人办理（SHIXIAN_FOUR_EYES）时答 409 needs_second_person，请改为起草。
// @Description	Drafts and publishes in one; if it takes two people (SHIXIAN_FOUR_EYES) the answer is 409 needs_second_person: draft it.
// @Param		id				path		string			true	"通知 / notice"	example(CN-2027)
// @Param		request			body		admin.ChangeRequest	true	"理由 / reason"
// @Success	200				{object}	admin.Published
// @Failure	404,409,422	{object}	problem.Problem
// @Router		/v1/admin/notices/{id}/withdraw [post]
func (h *adminHandler) withdrawNotice(c *gin.Context) (admin.Published, error) {
	return change(c, func(key string, req admin.ChangeRequest) (admin.Published, error) {
		return h.service.Withdraw(c.Request.Context(), h.actor(c), c.Param("id"), key, req)
	})
}

// @ID			rollback
// @Summary		回退 / Roll back
// @Description	追加一个事件，使生效的通知与该版本相同；历史不变。
// @Description	Appends an event after which the notices in force are those of that revision; history stays. Drafts and publishes in one, or 409 needs_second_person, as for a withdrawal.
// @Param			request			body		admin.RollbackRequest	true	"版本与理由 / revision and reason"
// @Success		200				{object}	admin.Published
// @Failure		404,409,422	{object}	problem.Problem
// @Router			/v1/admin/rollback [post]
func (h *adminHandler) rollback(c *gin.Context) (admin.Published, error) {
	return change(c, func(key string, req admin.RollbackRequest) (admin.Published, error) {
		return h.service.Rollback(c.Request.Context(), h.actor(c), key, req)
	})
}

// @ID			acceptRecord
// @Summary		接受记录 / Accept the record
// @Description	记录不是最后看到的检查点的延续（record_rewritten）时，以它现在的位置为准，开始新的一段。须由两人办理（SHIXIAN_FOUR_EYES）时，第一人答 202；第二人在同一副本上完成，或带着第一人得到的 acceptance 在任何一个副本上完成（一天之内）。
// @Description	If the record is not a continuation of the last checkpoint seen (record_rewritten): the record as it is now holds, and a new epoch begins. If it takes two people (SHIXIAN_FOUR_EYES), the first gets 202; the second completes it at the same replica or, with the acceptance that the first got, at any (within a day).
// @Param			request	body		admin.AcceptRequest	true	"位置与理由 / position and reason"
// @Success		200		{object}	admin.Accepted
// @Success		202		{object}	admin.Accepted
// @Failure		400,409,422	{object}	problem.Problem
// @Router			/v1/admin/record/accept [post]
func (h *adminHandler) acceptRecord(c *gin.Context) error {
	var req admin.AcceptRequest
	if err := readRequest(c, &req); err != nil {
		return err
	}
	done, err := h.service.Accept(c.Request.Context(), h.actor(c), req)
	switch {
	case err != nil:
		return err
	case done.Complete:
		c.JSON(http.StatusOK, done)
	default:
		c.JSON(http.StatusAccepted, done)
	}
	return nil
}

// change reads the body of a change of the table and its idempotency key, and has do make
// it.
func change[T any](c *gin.Context, do func(key string, req T) (admin.Published, error)) (done admin.Published, err error) {
	var req T
	if err := readRequest(c, &req); err != nil {
		return done, err
	}
	return do(c.GetHeader("Idempotency-Key"), req)
}

// readRequest reads the body of a call that takes no parameters.
func readRequest(c *gin.Context, into any) error {
	if _, err := parameters(c); err != nil {
		return err
	}
	return readStrict(c, into, admin.MaxRequest)
}
