// The emoji people use most, with the names that Mattermost clients know them by and words to find them in two languages.
// One a line: character, names (the first one is written into messages), English words, Korean words.
const TABLE = `
😀 grinning|happy smile|웃음 활짝
😃 smiley|happy joy|웃음 기쁨
😄 smile|happy laugh|미소 웃음
😁 grin|teeth|씩 웃음
😆 laughing,satisfied|haha|하하 깔깔
😅 sweat_smile|relief phew|식은땀 휴
🤣 rolling_on_the_floor_laughing,rofl|lol|데굴데굴 폭소
😂 joy|tears laugh lol|눈물 웃음 ㅋㅋ
🙂 slightly_smiling_face|smile|미소
🙃 upside_down_face|irony silly|거꾸로
😉 wink|flirt|윙크
😊 blush|shy smile|수줍 미소
😇 innocent|angel halo|천사
🥰 smiling_face_with_3_hearts|love adore|사랑 하트
😍 heart_eyes|love|하트 눈 반함
😘 kissing_heart|kiss|뽀뽀
😋 yum|tasty food|맛있 냠냠
😜 stuck_out_tongue_winking_eye|joke|메롱
🤪 zany_face|crazy goofy|장난
🤗 hugging_face,hugs|hug|포옹 안아
🤭 face_with_hand_over_mouth|oops giggle|앗 킥킥
🤫 shushing_face|quiet secret|쉿 조용
🤔 thinking_face,thinking|hmm|생각 음
🤨 face_with_raised_eyebrow|doubt|의심
😐 neutral_face|meh|무표정
😑 expressionless|blank|무표정
😶 no_mouth|silent|침묵
😏 smirk|smug|씨익
😒 unamused|bored|심드렁
🙄 face_with_rolling_eyes,roll_eyes|annoyed|어휴
😬 grimacing|awkward|어색
😌 relieved|calm|안심
😔 pensive|sad|시무룩
😪 sleepy|tired|졸림
😴 sleeping|zzz sleep|잠 쿨쿨
😷 mask|sick|마스크 아픔
🤒 face_with_thermometer|sick fever|열 아픔
🤢 nauseated_face|sick|메스꺼움
🤯 exploding_head|mind blown|머리 폭발 충격
🥳 partying_face|party celebrate|파티 축하
😎 sunglasses|cool|멋짐 선글라스
🤓 nerd_face|geek|공부 안경
🧐 face_with_monocle|inspect|살펴
😕 confused|unsure|혼란
🙁 slightly_frowning_face|sad|슬픔
😮 open_mouth|wow surprise|놀람
😲 astonished|shock|깜짝
😳 flushed|embarrassed|당황 부끄
🥺 pleading_face|please puppy|부탁 애원
😢 cry|sad tear|눈물 슬픔
😭 sob|cry|엉엉 ㅠㅠ
😱 scream|fear|비명 무서움
😓 sweat|hard|땀
😩 weary|tired|지침
😫 tired_face|exhausted|피곤
🥱 yawning_face|tired bored|하품
😤 triumph|huff|씩씩
😡 rage|angry|화 분노
😠 angry|mad|화
🤬 face_with_symbols_on_mouth|swear|욕
😈 smiling_imp|devil|악마
💀 skull|dead|해골
💩 hankey,poop|poo|똥
🤡 clown_face|clown|광대
👻 ghost|boo|유령
👽 alien|space|외계인
🤖 robot_face|bot|로봇
👍 +1,thumbsup|yes ok like good|좋아요 엄지 최고 네
👎 -1,thumbsdown|no dislike bad|싫어요 아니
👌 ok_hand|okay|오케이 좋음
✌️ v|victory peace|브이
🤞 crossed_fingers,hand_with_index_and_middle_fingers_crossed|luck|행운
🤟 i_love_you_hand_sign|love|사랑
🤙 call_me_hand|call|전화
👈 point_left|left|왼쪽
👉 point_right|right|오른쪽
👆 point_up_2|up this|위
👇 point_down|down|아래
☝️ point_up|one|하나
👋 wave|hello bye hi|안녕 인사
✋ hand,raised_hand|stop high five|손
🖖 spock-hand|vulcan|장수
👏 clap|applause bravo|박수 짝짝
🙌 raised_hands|hooray yay|만세
👐 open_hands|open|손
🤝 handshake|deal agree|악수 합의
🙏 pray|please thanks|부탁 감사 기도
✍️ writing_hand|write|쓰기
💪 muscle|strong power|힘 근육 파이팅
👀 eyes|look see|눈 보는중
🧠 brain|smart|뇌
🙇 bow|sorry thanks|절 죄송
🤦 face_palm|facepalm|이마 아이고
🤷 shrug|dunno|글쎄 모름
🙋 raising_hand|me question|저요 손
🏃 runner,running|run|달리기
💃 dancer|dance|춤
❤️ heart|love|하트 사랑
🧡 orange_heart|love|주황 하트
💛 yellow_heart|love|노랑 하트
💚 green_heart|love|초록 하트
💙 blue_heart|love|파랑 하트
💜 purple_heart|love|보라 하트
🖤 black_heart|love|검정 하트
💔 broken_heart|sad|상처 이별
💕 two_hearts|love|하트
💖 sparkling_heart|love|반짝 하트
💯 100|hundred perfect score|백점 완벽
💥 boom,collision|bang|쾅
💫 dizzy|star|어질
💦 sweat_drops|water|물
💤 zzz|sleep|잠
🔥 fire|hot lit|불 화끈
✨ sparkles|shine new|반짝
⭐ star|favourite|별
🌟 star2|glow|별 빛
🎉 tada|party congrats|축하 파티
🎊 confetti_ball|party|축하
🎁 gift|present|선물
🎂 birthday|cake|생일 케이크
🏆 trophy|win|우승 트로피
🥇 first_place_medal|gold|금메달 일등
🎯 dart|goal target|목표
🚀 rocket|ship launch|로켓 배포
⚡ zap|fast lightning|번개 빠름
💡 bulb|idea|아이디어
🔔 bell|notify|알림 종
📌 pushpin|pin|핀 고정
📎 paperclip|attach|클립 첨부
📝 memo,pencil|note|메모 기록
📅 date|calendar|달력 일정
📈 chart_with_upwards_trend|growth up|상승 성장
📉 chart_with_downwards_trend|down|하락
🔍 mag|search|검색 돋보기
🔒 lock|secure|잠금
🔑 key|password|열쇠
🔧 wrench|fix tool|수리 렌치
🐛 bug|insect|버그 벌레
🚨 rotating_light|alert|비상 경보
⚠️ warning|caution|주의 경고
🚧 construction|wip|공사 작업중
✅ white_check_mark|done yes|완료 확인 체크
☑️ ballot_box_with_check|done|체크
❌ x|no wrong|아니 엑스
❗ exclamation,heavy_exclamation_mark|important|느낌표
❓ question|what|물음표 질문
➕ heavy_plus_sign|add|더하기
➖ heavy_minus_sign|remove|빼기
🆗 ok|okay|오케이
🆕 new|fresh|새로운
💬 speech_balloon|chat|대화 말풍선
⏰ alarm_clock|time|알람 시간
⏳ hourglass_flowing_sand|wait|모래시계 기다림
☕ coffee|break|커피
🍵 tea|green|차
🍺 beer|drink|맥주
🍻 beers|cheers|건배
🍕 pizza|food|피자
🍔 hamburger|food|햄버거
🍗 poultry_leg|chicken|치킨
🍜 ramen|noodles|라면
🍚 rice|bap|밥
🍎 apple|fruit|사과
🌱 seedling|grow|새싹
🌸 cherry_blossom|flower spring|벚꽃
☀️ sunny|sun weather|해 맑음
🌧️ rain_cloud|rain|비
❄️ snowflake|snow cold|눈 추위
🌈 rainbow|pride|무지개
🌙 crescent_moon|night|달 밤
🐶 dog|puppy|개 강아지
🐱 cat|kitten|고양이
🐰 rabbit|bunny|토끼
🐻 bear|animal|곰
🐼 panda_face|animal|판다
🐥 hatched_chick|chick|병아리
🐢 turtle|slow|거북이
🦄 unicorn_face|magic|유니콘
🏠 house|home|집
🏢 office|work|회사
✈️ airplane|travel|비행기
🚗 car,red_car|drive|자동차
🎵 musical_note|music|음악
🎮 video_game|game|게임
⚽ soccer|football|축구
💻 computer|laptop|컴퓨터 노트북
📱 iphone|phone|휴대폰
📞 telephone_receiver|call|전화
💰 moneybag|money|돈
🇰🇷 kr,flag-kr|korea|한국 태극기
`;

/** One emoji of the table. */
export type Emoji = { char: string; name: string; names: string[]; words: string };

/** The table, in the order it is shown. */
export const emojis: readonly Emoji[] = TABLE.trim().split("\n").map((line) => {
  const [head = "", english = "", korean = ""] = line.split("|");
  const [char = "", list = ""] = head.split(" ");
  const names = list.split(",");
  return { char, name: names[0] as string, names, words: `${names.join(" ").replace(/_/g, " ")} ${english} ${korean}` };
});

const byName = new Map(emojis.flatMap((each) => each.names.map((name) => [name, each.char] as const)));

/** The character of an emoji name; undefined for one that is not in the table. */
export const emojiChar = (name: string): string | undefined => byName.get(name);
