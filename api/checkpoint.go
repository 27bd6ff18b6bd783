package api

import (
	"cmp"
	"math"
	"net/http"

	"github.com/gin-gonic/gin"
	"golang.org/x/mod/sumdb/tlog"

	"shixian/api/problem"
	"shixian/api/wire"
)

// checkpointHandler shows what the record was when, and that it still is.
type checkpointHandler struct{ keeper Keeper }

// @ID			getCheckpoint
// @Summary		检查点 / Checkpoint
// @Description	现行记录的检查点：事件树（RFC 6962）的大小与树根，Ed25519 签名（golang.org/x/mod/sumdb/note）。正文就是 shixian verify --against 的文件。
// @Description	The checkpoint of the record in force: size and root of the tree of its events (RFC 6962), signed with Ed25519 (a note of golang.org/x/mod/sumdb/note). The body is the file for shixian verify --against.
// @Produce		plain
// @Success		200	{string}	string
// @Failure		404	{object}	problem.Problem
// @Router			/v1/checkpoint [get]
func (h *checkpointHandler) getCheckpoint(c *gin.Context) error {
	signed, cp := h.keeper.Checkpoint()
	if signed == "" {
		return problem.New(problem.Unsigned, "", h.keeper.State().Revision)
	}
	c.Writer.Header()[positionHeader] = []string{cp.Position().String()}
	writeText(c, signed)
	return nil
}

// @ID			getCheckpointOf
// @Summary	某版本的检查点 / The checkpoint of a revision
// @Produce	plain
// @Param		revision	path		int	true	"版本 / revision"	example(0)
// @Success	200			{string}	string
// @Failure	404	{object}	problem.Problem
// @Router		/v1/checkpoint/{revision} [get]
func (h *checkpointHandler) getCheckpointOf(c *gin.Context) error {
	path := wire.Values{Parameters: wire.Parameters{"revision": c.Param("revision")}}
	revision := path.Int("revision", 0, 0, math.MaxInt64)
	if path.Err != nil {
		return path.Err
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	signed, err := h.keeper.CheckpointAt(ctx, revision)
	switch {
	case err != nil:
		return problem.FromRecord(err, revision)
	case signed == "":
		return problem.New(problem.Unsigned, "/revision", revision)
	}
	writeText(c, signed)
	return nil
}

func writeText(c *gin.Context, text string) {
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(text))
}

// Proof shows that an event is in the record, and that the record goes on from it.
type Proof struct {
	Revision int64 `json:"revision" example:"12"`
	// The number of events of the tree
	Size int64 `json:"size" example:"20"`
	// The event's hash, the SHA-256 of its text: the leaf is SHA-256(0x00 and those 32 bytes)
	Event string `json:"event"`
	// The root of the tree of that size, and of the tree that ends with the event, in base64
	Root    string `json:"root"`
	OldRoot string `json:"old_root"`
	// RFC 9162: from the leaf to the root, in base64
	Inclusion []string `json:"inclusion"`
	// RFC 9162: from the older root to the root, in base64
	Consistency []string `json:"consistency"`
}

// @ID			getProof
// @Summary		证明 / Proof
// @Description	证明版本 revision 的事件在前 size 个事件的树里，且这棵树是到该版本为止的树的延续。docs/checkpoint.py 用来核对。
// @Description	Proves that the event of a revision is in the tree of the first size events, and that this tree continues the one up to that revision. docs/checkpoint.py checks it.
// @Param			revision	query		int	true	"版本 / revision"	example(0)
// @Param			size		query		int	false	"树的事件数，默认全部 / number of events of the tree, all by default"
// @Success		200			{object}	Proof
// @Router			/v1/proof [get]
func (h *checkpointHandler) getProof(c *gin.Context) (out Proof, err error) {
	p := values(c, "revision", "size")
	if p.Parameters["revision"] == "" {
		p.Fail(wire.Missing("revision"))
	}
	if p.Err != nil {
		return out, p.Err
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	tree, err := h.keeper.Tree(ctx)
	if err != nil {
		return out, problem.FromRecord(err, 0)
	}
	out.Size = p.Int("size", tree.Size(), 1, tree.Size())
	out.Revision = p.Int("revision", 0, 0, out.Size-1)
	if p.Err != nil {
		return out, p.Err
	}
	inclusion, err1 := tree.Inclusion(out.Revision, out.Size)
	consistency, err2 := tree.Consistency(out.Revision+1, out.Size)
	root, err3 := tree.Root(out.Size)
	older, err4 := tree.Root(out.Revision + 1)
	events, err5 := h.keeper.Events(ctx, out.Revision-1, 1)
	if err := cmp.Or(err1, err2, err3, err4, err5); err != nil {
		return out, problem.FromRecord(err, out.Revision)
	}
	if len(events) == 1 {
		out.Event = events[0].Hash
	}
	out.Inclusion, out.Consistency, out.Root, out.OldRoot = base64s(inclusion), base64s(consistency), root.String(), older.String()
	c.Header("Cache-Control", "no-store")
	return out, nil
}

func base64s(hashes []tlog.Hash) []string {
	out := []string{}
	for _, h := range hashes {
		out = append(out, h.String())
	}
	return out
}
