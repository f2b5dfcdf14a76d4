WITH cells_1 AS (
  SELECT COALESCE(CAST("Soort" AS VARCHAR), '') AS "c1",
    COALESCE(CAST("At" AS VARCHAR), '') AS "c2",
    COALESCE(CAST("Kanaal" AS VARCHAR), '') AS "c3",
    COALESCE(CAST("Wacht" AS VARCHAR), '') AS "c4"
  FROM "lake"."calls"
),
folded_1 AS MATERIALIZED (
  SELECT *,
    CASE WHEN regexp_matches(c1, '^([!-~]+( [!-~]+)*)?$') THEN LOWER(c1) ELSE TRIM(regexp_replace(TRANSLATE(c1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ	
   　ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦĨĩĪīĬĭĮįİĲĴĵĶķĹĺĻļĽľĿŁŃńŅņŇňŊŌōŎŏŐőŒŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž‐‑‒–—‘’', 'abcdefghijklmnopqrstuvwxyz          aaaaaaæceeeeiiiiðnoooooøuuuuyþaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddđeeeeeeeeeegggggggghhħiiiiiiiiiĳjjkkllllllŀłnnnnnnŋooooooœrrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzz-----'''''), ' +', ' ', 'g')) END AS "f1",
    CASE WHEN regexp_matches(c2, '^([!-~]+( [!-~]+)*)?$') THEN LOWER(c2) ELSE TRIM(regexp_replace(TRANSLATE(c2, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ	
   　ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦĨĩĪīĬĭĮįİĲĴĵĶķĹĺĻļĽľĿŁŃńŅņŇňŊŌōŎŏŐőŒŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž‐‑‒–—‘’', 'abcdefghijklmnopqrstuvwxyz          aaaaaaæceeeeiiiiðnoooooøuuuuyþaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddđeeeeeeeeeegggggggghhħiiiiiiiiiĳjjkkllllllŀłnnnnnnŋooooooœrrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzz-----'''''), ' +', ' ', 'g')) END AS "f2",
    CASE WHEN regexp_matches(c3, '^([!-~]+( [!-~]+)*)?$') THEN LOWER(c3) ELSE TRIM(regexp_replace(TRANSLATE(c3, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ	
   　ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦĨĩĪīĬĭĮįİĲĴĵĶķĹĺĻļĽľĿŁŃńŅņŇňŊŌōŎŏŐőŒŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž‐‑‒–—‘’', 'abcdefghijklmnopqrstuvwxyz          aaaaaaæceeeeiiiiðnoooooøuuuuyþaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddđeeeeeeeeeegggggggghhħiiiiiiiiiĳjjkkllllllŀłnnnnnnŋooooooœrrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzz-----'''''), ' +', ' ', 'g')) END AS "f3",
    CASE WHEN regexp_matches(c4, '^([!-~]+( [!-~]+)*)?$') THEN LOWER(c4) ELSE TRIM(regexp_replace(TRANSLATE(c4, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ	
   　ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦĨĩĪīĬĭĮįİĲĴĵĶķĹĺĻļĽľĿŁŃńŅņŇňŊŌōŎŏŐőŒŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž‐‑‒–—‘’', 'abcdefghijklmnopqrstuvwxyz          aaaaaaæceeeeiiiiðnoooooøuuuuyþaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddđeeeeeeeeeegggggggghhħiiiiiiiiiĳjjkkllllllŀłnnnnnnŋooooooœrrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzz-----'''''), ' +', ' ', 'g')) END AS "f4"
  FROM cells_1
),
moments_1 AS (
  SELECT *,
    CASE WHEN regexp_matches(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$') THEN TRY_CAST(NULLIF(regexp_extract(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$', 1), '') AS BIGINT) END AS "y",
    CASE WHEN regexp_matches(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$') THEN TRY_CAST(NULLIF(regexp_extract(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$', 2), '') AS BIGINT) END AS "m",
    CASE WHEN regexp_matches(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$') THEN TRY_CAST(NULLIF(regexp_extract(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$', 3), '') AS BIGINT) END AS "d",
    CASE WHEN f2 IN ('', 'blank', 'leeg', 'vide', 'leer', '(blank)', '(leeg)', '(vide)', '(leer)', 'nan', '-nan', 'nat', 'na', 'n/a', 'n.a.', '#n/a', '#na', '#n/b', '#nv', '#n/d', '<na>', 'null', '(null)', '<null>', '\n', 'none', 'nil', '-', '--', '.', 'unknown', 'onbekend', 'inconnu', 'inconnue', 'unbekannt', 'desconocido', '?', 'unclear', 'onduidelijk', 'unklar') THEN 1 ELSE 0 END AS "empty",
    CASE WHEN regexp_matches(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$') THEN TRY_CAST(NULLIF(regexp_extract(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$', 4), '') AS BIGINT) END AS "hour_read",
    CASE WHEN regexp_matches(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$') THEN TRY_CAST(NULLIF(regexp_extract(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$', 5), '') AS BIGINT) END AS "minute_read",
    CAST(NULL AS BIGINT) AS "second_read"
  FROM folded_1
),
coded_1 AS MATERIALIZED (
  SELECT *,
    CASE WHEN f1 IN ('d''essai') THEN 'proef' END AS "skipped",
    CASE WHEN (f1 NOT IN ('d''essai') AND regexp_matches(f1, '[^ -~¡¢£¤¥¦§¨©ª«¬­®¯°±²³´µ¶·¸¹º»¼½¾¿×ßæð÷øþđħıĳĸŀłŉŋœŧſ“”…€]')) THEN 1 ELSE 0 END AS "unsure_skip",
    CASE WHEN empty = 0 AND NOT (regexp_matches(c2, '^([0-9]{4})([0-9]{2})([0-9]{2}) ([0-9]{1,2})[:]([0-9]{1,2})$')) THEN 1 ELSE 0 END AS "unsure_at",
    CASE WHEN hour_read > 23 OR minute_read > 59 OR second_read > 59 THEN 1 ELSE 0 END AS "unsure_at_of_the_night",
    CASE WHEN empty = 0 AND y BETWEEN 1900 AND 2199 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31 WHEN (MOD(y, 4) = 0 AND MOD(y, 100) <> 0) OR MOD(y, 400) = 0 THEN 29 ELSE 28 END THEN 1 ELSE 0 END AS "known_day",
    hour_read * 3600 + COALESCE(minute_read, 0) * 60 + COALESCE(second_read, 0) AS "second_of_day",
    CAST(NULL AS VARCHAR) AS "id_text",
    CASE WHEN f3 IN ('', '#n/a', '#n/b', '#n/d', '#na', '#nv', '(blank)', '(leeg)', '(leer)', '(null)', '(vide)', '-', '--', '-nan', '.', '<na>', '<null>', '?', '\n', 'blank', 'desconocido', 'inconnu', 'inconnue', 'leeg', 'leer', 'n.a.', 'n/a', 'na', 'nan', 'nat', 'nil', 'none', 'null', 'onbekend', 'onduidelijk', 'unbekannt', 'unclear', 'unklar', 'unknown', 'vide') THEN '' WHEN f3 IN ('phone', 'tel', 'telefon', 'telefonisch', 'telefono', 'telefoon', 'telephone') THEN 'phone' END AS "channel_read",
    CASE WHEN CASE WHEN f3 IN ('', '#n/a', '#n/b', '#n/d', '#na', '#nv', '(blank)', '(leeg)', '(leer)', '(null)', '(vide)', '-', '--', '-nan', '.', '<na>', '<null>', '?', '\n', 'blank', 'desconocido', 'inconnu', 'inconnue', 'leeg', 'leer', 'n.a.', 'n/a', 'na', 'nan', 'nat', 'nil', 'none', 'null', 'onbekend', 'onduidelijk', 'unbekannt', 'unclear', 'unklar', 'unknown', 'vide') THEN '' WHEN f3 IN ('phone', 'tel', 'telefon', 'telefonisch', 'telefono', 'telefoon', 'telephone') THEN 'phone' END IS NULL AND (regexp_matches(f3, '[^ -~¡¢£¤¥¦§¨©ª«¬­®¯°±²³´µ¶·¸¹º»¼½¾¿×ßæð÷øþđħıĳĸŀłŉŋœŧſ“”…€]') OR regexp_matches(f3, '^(\[|[{]|c[(])')) THEN 1 ELSE 0 END AS "unsure_channel",
    CASE WHEN f4 IN ('', 'blank', 'leeg', 'vide', 'leer', '(blank)', '(leeg)', '(vide)', '(leer)', 'nan', '-nan', 'nat', 'na', 'n/a', 'n.a.', '#n/a', '#na', '#n/b', '#nv', '#n/d', '<na>', 'null', '(null)', '<null>', '\n', 'none', 'nil', '-', '--', '.', 'unknown', 'onbekend', 'inconnu', 'inconnue', 'unbekannt', 'desconocido', '?', 'unclear', 'onduidelijk', 'unklar') THEN NULL WHEN regexp_matches(c4, '^[0-9]{1,9}$') THEN CASE WHEN TRY_CAST(c4 AS BIGINT) * 60 > 1209600 THEN -1 ELSE TRY_CAST(c4 AS BIGINT) * 60 END ELSE -1 END AS "wait_s",
    CASE WHEN f4 NOT IN ('', 'blank', 'leeg', 'vide', 'leer', '(blank)', '(leeg)', '(vide)', '(leer)', 'nan', '-nan', 'nat', 'na', 'n/a', 'n.a.', '#n/a', '#na', '#n/b', '#nv', '#n/d', '<na>', 'null', '(null)', '<null>', '\n', 'none', 'nil', '-', '--', '.', 'unknown', 'onbekend', 'inconnu', 'inconnue', 'unbekannt', 'desconocido', '?', 'unclear', 'onduidelijk', 'unklar') AND NOT (regexp_matches(c4, '^[0-9]{1,9}$')) THEN 1 ELSE 0 END AS "unsure_wait_s"
  FROM moments_1
),
days_1 AS (
  SELECT "skipped", "unsure_skip", "unsure_at", "unsure_at_of_the_night", "known_day", "id_text", "channel_read", "unsure_channel", "wait_s", "unsure_wait_s", "empty",
    CASE WHEN known_day = 1 THEN y ELSE 0 END AS y,
    CASE WHEN known_day = 1 THEN m ELSE 0 END AS m,
    CASE WHEN known_day = 1 THEN d ELSE 0 END AS d,
    CASE WHEN known_day = 1 THEN MOD((y - CASE WHEN m < 3 THEN 1 ELSE 0 END) + CAST(FLOOR((y - CASE WHEN m < 3 THEN 1 ELSE 0 END) / 4.0) AS INTEGER) - CAST(FLOOR((y - CASE WHEN m < 3 THEN 1 ELSE 0 END) / 100.0) AS INTEGER) + CAST(FLOOR((y - CASE WHEN m < 3 THEN 1 ELSE 0 END) / 400.0) AS INTEGER) + CASE m WHEN 1 THEN 0 WHEN 2 THEN 3 WHEN 3 THEN 2 WHEN 4 THEN 5 WHEN 5 THEN 0 WHEN 6 THEN 3 WHEN 7 THEN 5 WHEN 8 THEN 1 WHEN 9 THEN 4 WHEN 10 THEN 6 WHEN 11 THEN 2 WHEN 12 THEN 4 END + d + 6, 7) + 1 END AS weekday,
    CASE WHEN known_day = 1 THEN second_of_day END AS second_of_day,
    COALESCE(channel_read, '') AS channel
  FROM coded_1
),
facts_1 AS (
  SELECT 1 AS source,
    channel AS "channel",
    d AS "d",
    CASE WHEN known_day = 1 THEN CAST(FLOOR(second_of_day / 3600.0) AS INTEGER) END AS "hour_of_day",
    id_text AS "id_text",
    m AS "m",
    CASE WHEN second_of_day IS NULL THEN 'unknown' WHEN channel = 'phone' THEN CASE WHEN y * 10000 + m * 100 + d >= 20200310 THEN CASE WHEN (weekday = 1 AND second_of_day >= 32400 AND second_of_day < 43200) THEN 'open' ELSE 'shut' END ELSE 'unknown' END ELSE 'unknown' END AS "open_or_shut",
    '' AS "outcome",
    CASE WHEN skipped IS NOT NULL THEN skipped WHEN empty = 0 AND known_day = 0 THEN 'rejected:V021' WHEN known_day = 1 AND y * 10000 + m * 100 + d < 20200310 THEN 'rejected:V022' WHEN empty = 1 THEN 'rejected:V020' END AS "rule",
    second_of_day AS "second_of_day",
    skipped AS "skipped",
    'answered' AS "stage",
    CASE WHEN skipped IS NULL THEN unsure_at ELSE 0 END AS "unsure_at",
    CASE WHEN skipped IS NULL THEN unsure_at_of_the_night ELSE 0 END AS "unsure_at_of_the_night",
    CASE WHEN skipped IS NULL THEN unsure_channel ELSE 0 END AS "unsure_channel",
    CASE WHEN skipped IS NULL THEN unsure_skip ELSE 0 END AS "unsure_skip",
    CASE WHEN skipped IS NULL THEN unsure_wait_s ELSE 0 END AS "unsure_wait_s",
    wait_s AS "wait_s",
    weekday AS "weekday",
    y AS "y"
  FROM days_1
),
facts AS MATERIALIZED (
  SELECT * FROM facts_1
),
used AS (
  SELECT * FROM facts WHERE rule IS NULL
)
SELECT kind, k1, k2, k3, k4, n, victims, with_victims FROM (
SELECT 'format' AS kind, '1' AS k1, '' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'at' AS k1, '7435acffbb465388' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'at_of_the_night' AS k1, '05c1b909d33c58f2' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'channel' AS k1, '2247dd1ce9849b63' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'hours' AS k1, '79831652327e7302' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'id' AS k1, 'b5f5adc1728807ab' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'main_stage' AS k1, '515956f26fd3a8d3' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'rejected' AS k1, 'd65ae14f815c1e52' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'skip' AS k1, '62efe5584dd7e46c' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'settings' AS kind, 'wait_s' AS k1, 'accc25e671f1d611' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'grouping' AS kind, 'month + channel + outcome + stage' AS k1, '' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'grouping' AS kind, 'year + stage + weekday + hour' AS k1, '' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'grouping' AS kind, 'year + stage + open' AS k1, '' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'grouping' AS kind, 'year + channel + outcome + wait_s' AS k1, '' AS k2, '' AS k3, '' AS k4, 0 AS n, 0 AS victims, 0 AS with_victims
UNION ALL SELECT 'rows' AS kind, COALESCE(rule, 'used') AS k1, '' AS k2, '' AS k3, '' AS k4, COUNT(*) AS n, 0 AS victims, 0 AS with_victims FROM facts GROUP BY rule
UNION ALL SELECT 'rows of year' AS kind, CAST(y AS VARCHAR) AS k1, 'read' AS k2, '' AS k3, '' AS k4, COUNT(*) AS n, 0 AS victims, 0 AS with_victims FROM facts GROUP BY y
UNION ALL SELECT 'rows of year' AS kind, CAST(y AS VARCHAR) AS k1, 'rejected' AS k2, '' AS k3, '' AS k4, COUNT(CASE WHEN rule LIKE 'rejected:%' THEN 1 END) AS n, 0 AS victims, 0 AS with_victims FROM facts GROUP BY y
UNION ALL SELECT 'first day' AS kind, MIN(CONCAT(CAST(y AS VARCHAR), CASE WHEN m < 10 THEN '-0' ELSE '-' END, CAST(m AS VARCHAR), CASE WHEN d < 10 THEN '-0' ELSE '-' END, CAST(d AS VARCHAR))) AS k1, '' AS k2, '' AS k3, '' AS k4, COUNT(*) AS n, 0 AS victims, 0 AS with_victims FROM used HAVING COUNT(*) > 0
UNION ALL SELECT 'unsure' AS kind, 'id twice' AS k1, '' AS k2, '' AS k3, '' AS k4, COUNT(id_text) - COUNT(DISTINCT id_text) AS n, 0 AS victims, 0 AS with_victims FROM used
UNION ALL SELECT 'unsure' AS kind, 'at' AS k1, '' AS k2, '' AS k3, '' AS k4, COALESCE(SUM("unsure_at"), 0) AS n, 0 AS victims, 0 AS with_victims FROM facts
UNION ALL SELECT 'unsure' AS kind, 'at_of_the_night' AS k1, '' AS k2, '' AS k3, '' AS k4, COALESCE(SUM("unsure_at_of_the_night"), 0) AS n, 0 AS victims, 0 AS with_victims FROM facts
UNION ALL SELECT 'unsure' AS kind, 'channel' AS k1, '' AS k2, '' AS k3, '' AS k4, COALESCE(SUM("unsure_channel"), 0) AS n, 0 AS victims, 0 AS with_victims FROM facts
UNION ALL SELECT 'unsure' AS kind, 'skip' AS k1, '' AS k2, '' AS k3, '' AS k4, COALESCE(SUM("unsure_skip"), 0) AS n, 0 AS victims, 0 AS with_victims FROM facts
UNION ALL SELECT 'unsure' AS kind, 'wait_s' AS k1, '' AS k2, '' AS k3, '' AS k4, COALESCE(SUM("unsure_wait_s"), 0) AS n, 0 AS victims, 0 AS with_victims FROM facts
UNION ALL SELECT 'unsure' AS kind, 'midnight' AS k1, '' AS k2, '' AS k3, '' AS k4, CASE WHEN (COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 0 THEN 1 END) > 0 AND COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 0 THEN 1 END) = COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) THEN 1 END)) OR (COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 0 THEN 1 END) >= 10 AND COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 0 THEN 1 END) * 100 >= COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) THEN 1 END) AND COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 0 THEN 1 END) > 4 * (COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 82800 THEN 1 END) + 1) AND COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 0 THEN 1 END) > 4 * (COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 3600 THEN 1 END) + 1)) THEN COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND second_of_day = 0 THEN 1 END) ELSE 0 END AS n, 0 AS victims, 0 AS with_victims FROM facts WHERE source = 1
UNION ALL SELECT 'unsure' AS kind, 'hour' AS k1, '' AS k2, '' AS k3, '' AS k4, CASE WHEN COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) THEN 1 END) >= 50 AND COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) AND (second_of_day < 3600 OR second_of_day >= 46800) THEN 1 END) = 0 THEN COUNT(CASE WHEN skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN (19000101, 19040101, 19700101, 19800101) THEN 1 END) ELSE 0 END AS n, 0 AS victims, 0 AS with_victims FROM facts WHERE source = 1
UNION ALL SELECT 'unsure' AS kind, 'day' AS k1, '' AS k2, '' AS k3, '' AS k4, CASE WHEN COUNT(CASE WHEN skipped IS NULL AND d > 0 THEN 1 END) >= 20 AND COUNT(CASE WHEN skipped IS NULL AND d > 1 THEN 1 END) = 0 THEN COUNT(CASE WHEN skipped IS NULL AND d > 0 THEN 1 END) ELSE 0 END AS n, 0 AS victims, 0 AS with_victims FROM facts WHERE source = 1
UNION ALL SELECT 'month + channel + outcome + stage' AS kind, CONCAT(CAST(y AS VARCHAR), CASE WHEN m < 10 THEN '-0' ELSE '-' END, CAST(m AS VARCHAR)) AS k1, channel AS k2, outcome AS k3, stage AS k4, COUNT(*) AS n, 0 AS victims, 0 AS with_victims FROM used GROUP BY 2, 3, 4, 5
UNION ALL SELECT 'year + stage + weekday + hour' AS kind, CAST(y AS VARCHAR) AS k1, stage AS k2, CAST(weekday AS VARCHAR) AS k3, COALESCE(CAST(hour_of_day AS VARCHAR), '') AS k4, COUNT(*) AS n, 0 AS victims, 0 AS with_victims FROM used GROUP BY 2, 3, 4, 5
UNION ALL SELECT 'year + stage + open' AS kind, CAST(y AS VARCHAR) AS k1, stage AS k2, open_or_shut AS k3, '' AS k4, COUNT(*) AS n, 0 AS victims, 0 AS with_victims FROM used GROUP BY 2, 3, 4
UNION ALL SELECT 'year + channel + outcome + wait_s' AS kind, CAST(y AS VARCHAR) AS k1, channel AS k2, outcome AS k3, CASE WHEN wait_s < 0 THEN 'unread' ELSE CAST(wait_s AS VARCHAR) END AS k4, COUNT(*) AS n, 0 AS victims, 0 AS with_victims FROM used WHERE wait_s IS NOT NULL GROUP BY 2, 3, 4, 5
) AS cube
ORDER BY 1, 2, 3, 4, 5;
