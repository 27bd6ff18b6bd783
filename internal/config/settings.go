// Package config holds the settings of the service, and reads and checks them.
//
// Its assumptions:
//
//   - A setting is a flag of a command, and a variable of the environment that is
//     named after it: --addr and SHIXIAN_ADDR. The flag wins. Package kong reads
//     both; a command takes the settings by embedding [Settings] with the tag
//     group:"settings", and its parser is given [Environment].
//   - All settings are optional. A variable that is empty is one that is not set.
//   - A variable that begins with SHIXIAN_ and is no setting is an error: a slip of
//     the pen would otherwise leave the default in force. IgnoreUnknown passes over it.
//   - Settings are data. Whoever opens what they name imports this package, never
//     the other way round.
//   - What is secret is taken from the environment or from a file, never from a
//     command line, which every user of the machine can read; and is never printed.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"time"
)

// The formats of the log.
const (
	FormatJSON = "json"
	FormatText = "text"
)

// Settings are all settings of the service; the help of each says what it is. A field with
// the tag secret may hold a password or a key.
type Settings struct {
	Addr            string        `name:"addr" default:":8080" help:"监听地址 / address to serve on"`
	OpsAddr         string        `name:"ops-addr" placeholder:"HOST:PORT" help:"运维地址，用于指标、健康检查和 pprof / address for metrics, health and profiles"`
	Data            string        `name:"data" default:"data" help:"存放记录（SQLite）的文件夹 / folder of the record (SQLite)"`
	DatabaseURL     string        `name:"database-url" placeholder:"URL" secret:"" help:"代替 SQLite 的 PostgreSQL（postgres://…），只能用环境变量 / PostgreSQL instead of SQLite (postgres://…), by the environment only"`
	DatabaseURLFile string        `name:"database-url-file" placeholder:"FILE" help:"内容是上述 URL 的文件 / file with that URL in it"`
	RecordID        string        `name:"record-id" placeholder:"ID" help:"记录必须是这一份（shixian record id 给出），空的或别的则不启动 / the record has to be this one (shixian record id prints it); an empty or another one stops the start"`
	RedisURL        string        `name:"redis-url" placeholder:"URL" secret:"" help:"Redis（redis://…），用于快照、通告与共同的限流，只能用环境变量 / Redis (redis://…) for snapshots, announcements and common rate limits, by the environment only"`
	RedisURLFile    string        `name:"redis-url-file" placeholder:"FILE" help:"内容是上述 URL 的文件 / file with that URL in it"`
	Poll            time.Duration `name:"poll" default:"5s" help:"多久核对一次记录 / time between two looks at the record"`
	Drain           time.Duration `name:"drain" default:"3s" help:"收到停止信号后继续应答多久 / how long to go on answering after being told to stop"`
	Tokens          string        `name:"tokens" placeholder:"FILE" help:"调用方和管理员的令牌文件 / file of readers' and administrators' tokens"`
	TLSCert         string        `name:"tls-cert" placeholder:"FILE" help:"证书（含证书链）的 PEM 文件，改用 HTTPS / PEM file of a certificate with its chain, for HTTPS"`
	TLSKey          string        `name:"tls-key" placeholder:"FILE" help:"证书密钥的 PEM 文件 / PEM file of its key"`
	FourEyes        Switch        `name:"four-eyes" default:"off" help:"on：起草人不能发布自己的草稿 / on: authors cannot publish their own drafts"`
	RequireKey      Switch        `name:"require-key" default:"off" help:"on：查询和计算也要令牌 / on: reading takes a token, too"`
	RateLimit       Rate          `name:"rate-limit" default:"off" help:"每个调用方的请求上限，如 200/s、6000/m、100000/h / requests of each client, such as 200/s, 6000/m, 100000/h"`
	MaxConcurrent   Count         `name:"max-concurrent" default:"512" help:"同时处理的请求上限 / requests in progress at most"`
	ShedDelay       Delay         `name:"shed-delay" default:"3ms" help:"请求等待处理器超过此时间即拒绝一部分；off 不拒 / wait for a processor from which on some requests are refused; off refuses none"`
	TrustedProxies  Prefixes      `name:"trusted-proxies" placeholder:"CIDR,…" help:"可信代理的地址或 CIDR，逗号分隔 / addresses or CIDR blocks of trusted proxies, by commas"`
	// PublicURL is where callers reach the service, for links; empty for what each request
	// was sent to.
	PublicURL       Origin    `name:"public-url" placeholder:"ORIGIN" help:"调用方所见的地址，用于链接，如 https://shixian.example.gov.cn / where callers reach the service, for links, such as https://shixian.example.gov.cn"`
	CORSOrigins     Origins   `name:"cors-origins" placeholder:"ORIGIN,…" help:"网页可跨源调用 /v1 的来源，如 https://oa.example.gov.cn，逗号分隔 / origins whose pages may call /v1 from a browser, such as https://oa.example.gov.cn, by commas"`
	SessionKey      SecretKey `name:"session-key" placeholder:"HEX" secret:"" help:"加密登录会话的密钥（openssl rand -hex 32），只能用环境变量 / key that seals the pages' sessions (openssl rand -hex 32), by the environment only"`
	SessionKeyFile  string    `name:"session-key-file" placeholder:"FILE" help:"内容是上述密钥的文件 / file with that key in it"`
	SnapshotKey     SecretKey `name:"snapshot-key" placeholder:"HEX" secret:"" help:"Redis 快照的密钥（openssl rand -hex 32），只能用环境变量；未设时用记录中的 / key of the snapshots in Redis (openssl rand -hex 32), by the environment only; the record keeps one if none is set"`
	SnapshotKeyFile string    `name:"snapshot-key-file" placeholder:"FILE" help:"内容是上述密钥的文件 / file with that key in it"`
	// SigningKey is the Ed25519 key that signs checkpoints of the record; nil for none, or
	// with SQLite for one in Data.
	SigningKey        SecretKey `name:"signing-key" placeholder:"HEX" secret:"" help:"签署记录检查点的密钥（openssl rand -hex 32），只能用环境变量；各副本相同 / key that signs checkpoints of the record (openssl rand -hex 32), by the environment only; the same on all replicas"`
	SigningKeyFile    string    `name:"signing-key-file" placeholder:"FILE" help:"内容是上述密钥的文件 / file with that key in it"`
	SigningPublicKeys string    `name:"signing-public-keys" placeholder:"FILE" help:"另外有效的公钥，一行一个（shixian key 输出），用于更换密钥 / further public keys that are valid, one a line (as shixian key prints them), to change the key"`
	Bundle            string    `name:"bundle" placeholder:"FILE" help:"不用记录，按此离线包（shixian bundle export 导出）应答；换上更新的文件即采用 / answer from this bundle (of shixian bundle export), without a record; a newer file is taken as it appears"`
	BundleKey         []string  `name:"bundle-key" placeholder:"KEY,…" help:"离线包的公钥（shixian key 输出），逗号分隔 / the bundle's public keys (as shixian key prints them), by commas"`
	Rules             string    `name:"rules" placeholder:"FOLDER" help:"另加规则的文件夹 / folder of further rules"`
	// District is the id of the district that the pages begin with; empty for the first.
	District      string     `name:"district" placeholder:"ID" help:"网页默认的区县，如 xiangshan / district that the pages begin with, such as xiangshan"`
	DistrictOnly  Switch     `name:"district-only" placeholder:"on|off" help:"on：网页不列其他区县 / on: the pages list no other district"`
	OfficeName    string     `name:"office-name" placeholder:"NAME" help:"网页上方的单位名称 / name of the office at the head of the pages"`
	OfficeLogo    string     `name:"office-logo" placeholder:"FILE" help:"网页上方的标志：PNG、JPEG、WebP 或 SVG，至多64 KiB / logo at the head of the pages: PNG, JPEG, WebP or SVG, 64 KiB at most"`
	IgnoreUnknown Switch     `name:"ignore-unknown" default:"off" help:"on：退回旧版本期间，略过本程序不认识的设置；令牌文件里不认识的角色不给任何权限 / on: for the time of a rollback, pass over settings that this program does not know; roles of the token file that it does not know give no right"`
	LogLevel      slog.Level `name:"log-level" default:"info" help:"debug、info、warn、error / debug, info, warn, error"`
	AuditLog      string     `name:"audit-log" placeholder:"FILE" help:"审计行写到这个文件的末尾，而不是日志 / audit lines are added to this file, not to the log"`
	LogFormat     string     `name:"log-format" default:"json" help:"json 或 text / json or text"`
}

// The bounds of the settings.
const (
	minPoll       = 50 * time.Millisecond
	maxPoll       = time.Hour
	maxDrain      = 5 * time.Minute
	minConcurrent = 1
	maxConcurrent = 100_000
	maxOfficeName = 120 // 40 characters
)

// AfterApply completes and checks the settings; package kong calls it once they are
// read. An error names the setting.
func (s *Settings) AfterApply(env environment) error {
	if unknown := env.unknown(); len(unknown) > 0 && !s.IgnoreUnknown.On() {
		return fmt.Errorf("%[1]s 不是设置项，有的是 %[2]s / %[1]s is not a setting; the settings are %[2]s", unknown[0], strings.Join(names(), ", "))
	}
	if err := s.readSecrets(); err != nil {
		return err
	}
	for _, check := range []func() error{s.checkAddresses, s.checkRanges, s.checkTogether, s.checkRules} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Settings) checkAddresses() error {
	if _, _, err := net.SplitHostPort(s.Addr); err != nil {
		return fmt.Errorf("SHIXIAN_ADDR: %w", err)
	}
	if _, _, err := net.SplitHostPort(s.OpsAddr); err != nil && s.OpsAddr != "" {
		return fmt.Errorf("SHIXIAN_OPS_ADDR: %w", err)
	}
	return nil
}

func (s *Settings) checkRanges() error {
	switch {
	case s.DistrictOnly.On() && s.District == "":
		return errors.New("SHIXIAN_DISTRICT_ONLY: 须同时设 SHIXIAN_DISTRICT / it takes SHIXIAN_DISTRICT")
	case len(s.OfficeName) > maxOfficeName || strings.ContainsAny(s.OfficeName, "\r\n"):
		return fmt.Errorf("SHIXIAN_OFFICE_NAME: 只写一行，至多 %[1]d 字节（40 个汉字） / it is one line of at most %[1]d bytes", maxOfficeName)
	case s.LogFormat != FormatJSON && s.LogFormat != FormatText:
		return fmt.Errorf("SHIXIAN_LOG_FORMAT: %[1]q 应为 json 或 text / %[1]q is neither json nor text", s.LogFormat)
	case s.Poll < minPoll || s.Poll > maxPoll:
		return fmt.Errorf("SHIXIAN_POLL: %[1]s 不在 %[2]s 至 %[3]s 之间 / %[1]s is not %[2]s to %[3]s", s.Poll, minPoll, maxPoll)
	case s.Drain < 0 || s.Drain > maxDrain:
		return fmt.Errorf("SHIXIAN_DRAIN: %[1]s 不在 0s 至 %[2]s 之间 / %[1]s is not 0s to %[2]s", s.Drain, maxDrain)
	case s.MaxConcurrent < minConcurrent || s.MaxConcurrent > maxConcurrent:
		return fmt.Errorf("SHIXIAN_MAX_CONCURRENT: %[1]d 不在 %[2]d 至 %[3]d 之间 / %[1]d is not %[2]d to %[3]d", s.MaxConcurrent, minConcurrent, maxConcurrent)
	}
	return nil
}

// checkTogether checks settings that need one another.
func (s *Settings) checkTogether() error {
	switch {
	case (s.TLSCert == "") != (s.TLSKey == ""):
		return errors.New("SHIXIAN_TLS_CERT, SHIXIAN_TLS_KEY: 两项须同设 / there is one without the other")
	case (s.Bundle == "") != (len(s.BundleKey) == 0):
		return errors.New("SHIXIAN_BUNDLE, SHIXIAN_BUNDLE_KEY: 两项须同设 / there is one without the other")
	case s.Bundle != "" && (s.DatabaseURL != "" || s.Rules != "" || s.SigningKey != nil):
		return errors.New("SHIXIAN_BUNDLE: 记录、规则和密钥都用离线包里的，请去掉 SHIXIAN_DATABASE_URL、SHIXIAN_RULES 和 SHIXIAN_SIGNING_KEY / the record, the rules and the key are those of the bundle; unset SHIXIAN_DATABASE_URL, SHIXIAN_RULES and SHIXIAN_SIGNING_KEY")
	case s.RequireKey.On() && s.Tokens == "":
		return errors.New("SHIXIAN_REQUIRE_KEY: 已开启，SHIXIAN_TOKENS 却没有指明令牌文件 / it is on, and SHIXIAN_TOKENS names no file of tokens")
	}
	return nil
}

func (s *Settings) checkRules() error {
	if s.Rules == "" {
		return nil
	}
	if info, err := os.Stat(s.Rules); err != nil {
		return fmt.Errorf("SHIXIAN_RULES: %w", err)
	} else if !info.IsDir() {
		return fmt.Errorf("SHIXIAN_RULES: %[1]s 不是文件夹 / %[1]s is not a folder", s.Rules)
	}
	return nil
}
