// Shortcodes people write by hand. Anything else stays as it was written.

const NAMES =
  "smile 😄 grin 😁 joy 😂 wink 😉 blush 😊 heart_eyes 😍 sunglasses 😎 thinking 🤔 cry 😢 sob 😭 " +
  "angry 😠 scream 😱 sleeping 😴 partying_face 🥳 robot 🤖 ghost 👻 wave 👋 clap 👏 pray 🙏 " +
  "muscle 💪 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 point_right 👉 point_left 👈 " +
  "point_up 👆 point_down 👇 raised_hands 🙌 eyes 👀 heart ❤️ broken_heart 💔 fire 🔥 star ⭐ " +
  "star2 🌟 sparkles ✨ zap ⚡ boom 💥 tada 🎉 balloon 🎈 gift 🎁 trophy 🏆 rocket 🚀 car 🚗 " +
  "airplane ✈️ house 🏠 office 🏢 sun ☀️ sunny ☀️ cloud ☁️ umbrella ☔ snowflake ❄️ rainbow 🌈 " +
  "earth_americas 🌎 globe_with_meridians 🌐 tree 🌳 dog 🐶 cat 🐱 snake 🐍 bug 🐛 bee 🐝 " +
  "penguin 🐧 pizza 🍕 coffee ☕ beer 🍺 apple 🍎 white_check_mark ✅ heavy_check_mark ✔️ x ❌ " +
  "warning ⚠️ no_entry ⛔ question ❓ exclamation ❗ bulb 💡 information_source ℹ️ bell 🔔 lock 🔒 " +
  "unlock 🔓 key 🔑 mag 🔍 link 🔗 pushpin 📌 paperclip 📎 memo 📝 pencil ✏️ book 📖 books 📚 " +
  "calendar 📅 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 " +
  "clipboard 📋 file_folder 📁 package 📦 email 📧 phone 📞 computer 💻 keyboard ⌨️ camera 📷 " +
  "movie_camera 🎥 art 🎨 musical_note 🎵 microphone 🎤 headphones 🎧 game_die 🎲 dart 🎯 " +
  "soccer ⚽ basketball 🏀 hourglass ⌛ stopwatch ⏱️ alarm_clock ⏰ gear ⚙️ wrench 🔧 hammer 🔨 " +
  "construction 🚧 test_tube 🧪 microscope 🔬 moneybag 💰 dollar 💵 credit_card 💳 red_circle 🔴 " +
  "green_circle 🟢 blue_circle 🔵 arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ 100 💯";

const words = NAMES.split(" ");

export const EMOJI: ReadonlyMap<string, string> = new Map(
  words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1]!] as const] : [])),
);
