/** What Redis does in one step. A cart is a hash of its version and its value. */

/**
 * KEYS cart, behind, answer; ARGV expected version, next version, value, ttl ms, id, answer ('' for none), its ttl ms.
 * Nothing is written, and 0 returned, unless the cart has the expected version; a cart that is absent has 0.
 */
export const compareAndSet = `
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'value', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
local t = redis.call('TIME')
redis.call('ZADD', KEYS[2], 'NX', t[1] * 1000 + math.floor(t[2] / 1000), ARGV[5])
if ARGV[6] ~= '' then redis.call('SET', KEYS[3], ARGV[6], 'PX', ARGV[7]) end
return 1`;

/** KEYS behind; ARGV most, lease ms. Who takes an id has it for the lease; then another instance may. */
export const takeBehind = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], now + ARGV[2], id) end
return ids`;

/** KEYS cart, behind; ARGV id, version written. A cart that changed meanwhile is due at once. */
export const writtenBehind = `
local version = redis.call('HGET', KEYS[1], 'version')
if not version or version == ARGV[2] then return redis.call('ZREM', KEYS[2], ARGV[1]) end
return redis.call('ZADD', KEYS[2], 0, ARGV[1])`;
