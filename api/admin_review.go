package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
)

// @ID			commentDraft
// @Summary		评论草稿 / Comment on a draft
// @Description	评论不算起草或修改；可以带 If-Match。
// @Description	Who only comments has no hand in the draft. If-Match may be given.
// @Param			If-Match	header		string					false	"草稿的 ETag / the draft's ETag"
// @Param			request		body		admin.CommentRequest	true	"评论 / comment"
// @Success		200			{object}	Draft
// @Failure		404,409,412,422	{object}	problem.Problem
// @Router			/v1/admin/drafts/{id}/comments [post]
func (h *adminHandler) commentDraft(c *gin.Context) (admin.Draft, error) {
	return h.review(c, h.service.Comment)
}

// @ID			returnDraft
// @Summary		退回草稿 / Return a draft
// @Description	退回的草稿须有人保存之后才能发布；退回不算起草或修改。退回后第一个保存的人为它负责，其他人即可发布。
// @Description	A returned draft is published after somebody has saved it; returning is no hand in it. Who first saves it answers for it, and the others may publish it.
// @Param			request		body		admin.CommentRequest	true	"为何退回 / why"
// @Success		200			{object}	Draft
// @Failure		404,409,412,422,428	{object}	problem.Problem
// @Router			/v1/admin/drafts/{id}/return [post]
func (h *adminHandler) returnDraft(c *gin.Context) (admin.Draft, error) {
	return h.review(c, h.service.Return)
}

func (h *adminHandler) review(c *gin.Context, do func(context.Context, admin.Actor, string, admin.Seen, admin.CommentRequest) (admin.Draft, error)) (d admin.Draft, err error) {
	var req admin.CommentRequest
	if err := readRequest(c, &req); err != nil {
		return d, err
	}
	return do(c.Request.Context(), h.actor(c), c.Param("id"), seen(c), req)
}
