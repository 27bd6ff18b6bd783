-- 运行服务用的角色：只能添加和读取事件，不能改、删、清空，也不能建表或停用触发器。
-- The role that the service runs as: it adds and reads events, and can neither change,
-- delete or truncate them, nor make tables or switch triggers off.
--
-- 由表的所有者执行，每次升级之后再执行一次：
-- Run by the owner of the tables, and again after each upgrade:
--
--   psql "$OWNER_URL" -v ON_ERROR_STOP=1 -f deploy/postgres/runtime-role.sql

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM shixian_app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

GRANT USAGE ON SCHEMA public TO shixian_app;
GRANT SELECT ON migrations, record TO shixian_app;
GRANT SELECT, INSERT ON events, checkpoints, replies, published_drafts, snapshot_key TO shixian_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO shixian_app;
GRANT SELECT, INSERT, UPDATE ON probe TO shixian_app;
